"""What comes into a case database: edited tables, exports, other databases, taxonomies."""
