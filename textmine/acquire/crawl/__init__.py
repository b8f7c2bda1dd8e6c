"""Pages of sites into a folder: `fetch.py` begins, `run.py` hands over to Scrapy."""
