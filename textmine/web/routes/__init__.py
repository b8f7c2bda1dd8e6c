"""What the page answers at each address, a module for each thing that people do."""
