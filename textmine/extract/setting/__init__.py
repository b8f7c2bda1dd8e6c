"""Where, when and by whom things are said to be done."""
