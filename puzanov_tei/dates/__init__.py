"""A grammar of dates and times as translated documents print them."""
