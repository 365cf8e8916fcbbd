### Why a report could not be written as a PDF file.

# $name (Text) - of the picture
pdf-no-picture = Expected the picture “{ $name }” of the report, found none.
# $name (Text) - of the picture
# $expected (Count) - samples that its size asks for
# $found (Count) - samples that it has
pdf-picture-size = Expected { $expected } samples of the picture “{ $name }”, found { $found }.
# $why (Text) - in the words of the library that writes PDF
pdf-refused = Expected a report that can be written as PDF/UA and PDF/A, found: { $why }
