"""Days are written year first or day first; never the American way, which Django's own Swedish accepts."""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y"]
DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "Y-m-d"
TIME_FORMAT = "G.i"
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
