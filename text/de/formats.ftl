## Was eine Datei ist, hinter „gefunden:“

formats-gzipped = { $name }, mit gzip gepackt
formats-nrrd = ein NRRD-Volumen (.nrrd)
formats-seven-zip = ein 7-Zip-Archiv (.7z)
formats-rar = ein RAR-Archiv (.rar)
formats-xz = ein XZ-Archiv (.xz)
formats-bzip2 = ein bzip2-Archiv (.bz2)
formats-zstandard = ein Zstandard-Archiv (.zst)
formats-lz4 = ein LZ4-Archiv (.lz4)
formats-lzip = ein lzip-Archiv (.lz)
formats-cabinet = ein Cabinet-Archiv (.cab)
formats-tar = ein tar-Archiv (.tar)
formats-disc = ein Datenträgerabbild (.iso)
formats-old-office = ein altes Office-Dokument (.doc, .ppt, .xls)
formats-office = ein Office-Dokument (.docx, .pptx, .xlsx, .odt)
formats-rich-text = ein Rich-Text-Dokument (.rtf)
formats-postscript = ein PostScript-Dokument
formats-hdf5 = eine HDF5-Datei (MINC 2, MATLAB und andere)
formats-netcdf = eine NetCDF-Datei (MINC 1 und andere)
formats-matlab = eine MATLAB-Datei (.mat)
formats-numpy = ein NumPy-Array (.npy)
formats-vtk = eine VTK-Datei
formats-fits = eine FITS-Datei
formats-interfile = ein Interfile-Header
formats-par-rec = der Header eines Philips-PAR/REC-Volumens
formats-ecat = ein ECAT-7-Volumen
formats-freesurfer = ein FreeSurfer-Volumen (.mgz, .mgh)
formats-metaimage = ein MetaImage-Volumen (.mha, .mhd)
formats-photoshop = ein Photoshop-Bild (.psd)
formats-icon = ein Icon (.ico)
formats-openexr = ein OpenEXR-Bild (.exr)
formats-radiance = ein Radiance-Bild (.hdr)
formats-directdraw = ein DirectDraw-Bild (.dds)
formats-qoi = ein QOI-Bild (.qoi)
formats-farbfeld = ein farbfeld-Bild
formats-gimp = ein GIMP-Bild (.xcf)
formats-jpeg-xr = ein JPEG-XR-Bild (.jxr)
formats-netpbm = ein Netpbm-Bild (.pgm, .ppm, .pnm)
formats-djvu = ein DjVu-Dokument (.djvu)
formats-raf = ein Kamera-Rohbild (.raf)
formats-rw2 = ein Kamera-Rohbild (.rw2)
formats-orf = ein Kamera-Rohbild (.orf)
formats-webm = ein Video (.webm, .mkv)
formats-ogg = eine Aufnahme (.ogg)
formats-mpg = ein Video (.mpg)
formats-avi = ein Video (.avi)
formats-database = eine Datenbank
formats-windows-program = ein Programm für Windows
formats-program = ein Programm

## Was damit zu tun ist

formats-help-volume = Wandeln Sie die Datei in NIfTI (.nii.gz) oder DICOM um, zum Beispiel mit 3D Slicer oder ITK-SNAP.
formats-help-freesurfer = Wandeln Sie die Datei mit `mri_convert in.mgz out.nii.gz` oder in 3D Slicer um.
formats-help-archive = Entpacken Sie die Datei auf diesem Gerät und wählen Sie den Inhalt, oder packen Sie ihn als ZIP.
formats-help-packed = Entpacken Sie die Datei auf diesem Gerät und wählen Sie den Inhalt.
formats-help-picture = Öffnen Sie die Datei in einem Bildbetrachter und speichern Sie sie als PNG oder JPEG.
formats-help-photograph = Entwickeln Sie das Foto im Programm der Kamera und speichern Sie es als JPEG.
formats-help-document = Speichern Sie das Bild daraus als eigene Datei, oder machen Sie einen Screenshot, schneiden Sie ihn auf das Bild allein zu und speichern Sie ihn als PNG.
formats-help-data = Exportieren Sie das Bild daraus als PNG, TIFF oder NIfTI.
formats-help-disc = Öffnen Sie den Datenträger auf diesem Gerät und wählen Sie den Ordner darauf.
formats-help-video = Speichern Sie ein Einzelbild des Videos als PNG.
formats-help-program = Wählen Sie die Bilder oder den Ordner, in dem sie liegen.

## Was in einer Datei fehlt oder falsch ist, hinter einem Doppelpunkt

formats-gzip-cut = abgeschnittene gzip-Datei darum
formats-gzip-spoilt = Fehler in der gzip-Datei darum
formats-bytes-announced = angekündigt { $stated } Byte, vorhanden { $found }
formats-no-picture = kein Bild darin
formats-webp-header = ein Header von unmöglicher Länge
formats-chunk-cut = ein abgeschnittener Chunk
formats-frame-size = ein Einzelbild von anderer Größe als angekündigt
formats-no-frame = kein Einzelbild darin
formats-unknown-block = ein Block unbekannter Art
formats-no-place = keine Angabe, wo die Bilddaten stehen
formats-part-beyond = ein Teil des Bildes jenseits des Dateiendes
formats-fewer-parts = weniger Teile, als das Bild hat
formats-part-short = ein Teil mit { $found } von { $wanted } Byte
formats-fax-samples = Faxcodierung für Abtastwerte, die keine Bits sind
formats-fax-line = eine Zeile von unmöglicher Länge
formats-fax-stop = vorzeitiges Ende der Faxdaten
formats-fax-codes = Codes, die es bei Fax nicht gibt
formats-lzw-codes = Codes, die es bei LZW nicht gibt
formats-deflate-stream = ein Datenstrom, den Deflate nicht erzeugt
formats-zstandard-frame = ein Frame, den Zstandard nicht erzeugt
formats-directory-missing = kein erstes Verzeichnis
formats-directory-long = ein Verzeichnis mit mehr Einträgen als möglich
formats-directory-cut = abgeschnittenes erstes Verzeichnis
formats-tag-beyond = Werte des Tags { $tag } jenseits des Dateiendes
formats-no-palette = keine Palette für die Farben
formats-shares = unmögliche Farbanteile
formats-part-jpeg-fault = ein JPEG-Teil: { $error }
formats-part-no-jpeg = ein Teil, der kein JPEG-Bild ist
formats-part-jpeg-size = ein JPEG-Teil von anderer Größe, als im Verzeichnis steht
formats-no-size = keine Größe im ersten Verzeichnis
formats-few-samples = weniger Abtastwerte je Pixel, als die Farben brauchen
formats-tiles = Kacheln ohne Größe

## Welcher Art eine Datei ist, die nicht gelesen wird, hinter „gefunden:“

formats-empty-screen = ein erstes Einzelbild, das fast die ganze große Bildfläche leer lässt
formats-lossless-foreign = verlustfreie Codierung mit einem Verfahren oder mit Farben, die hier nicht gelesen werden
formats-deep-foreign = Abtastwerte mit mehr als 8 Bit, mit einem Verfahren oder mit Farben, die hier nicht gelesen werden
formats-lossless-fault = verlustfreie Codierung: { $error }
formats-deep-fault = Abtastwerte mit mehr als 8 Bit: { $error }
formats-memory = ein Bild, dessen Teile mehr Speicher brauchen, als seine Größe erlaubt
formats-part-memory = ein Teil, der größer als der Speicher ist
formats-fax-memory = ein Faxteil, der größer als der Speicher ist
formats-jpeg-samples = Kompression 7, JPEG, für Abtastwerte, die nicht 8 Bit Grau oder Farbe sind
formats-jpeg-alpha = Kompression 7, JPEG, mit Transparenz
formats-jpeg-kind = Kompression 7, JPEG: { $detail }
formats-other-samples = andere Abtastwerte, als im Verzeichnis stehen
formats-differences = Luma und Farbdifferenzen, { $across } zu { $down }, in solchen Abtastwerten
formats-many-samples = Pixel mit mehr als 64 Abtastwerten
formats-complex = komplexe Zahlen
formats-float-bits = Gleitkommazahlen mit { $bits } Bit
formats-unequal-depth = Abtastwerte ungleicher Bittiefe
formats-sample-bits = Abtastwerte mit { $bits } Bit
formats-inks = andere Druckfarben als Cyan, Magenta, Gelb und Schwarz
formats-cie-lab = die Farben von CIE L*a*b*
formats-mosaic = das rohe Mosaik einer Kamera
formats-logluv = die logarithmischen Farben von LogLuv
formats-linear-raw = das lineare Rohbild einer Kamera
formats-unknown-colours = Farben unbekannter Art
formats-predictor = Prädiktor { $predictor } mit { $bits } Bit, { $compression }
formats-compression = Kompression { $code }
formats-compression-named = Kompression { $code }, { $name }
formats-coding = { $name }
formats-old-jpeg = JPEG alter Art
formats-jbig-colour = JBIG in Farbe
formats-printer = die Codierung eines Druckers
formats-lossy-raw = verlustbehaftetes JPEG eines Kamera-Rohbilds

## Was zu einem gezeigten Bild gesagt wird

formats-several-pages = Diese Datei enthält { $count } Seiten; gezeigt wird die erste.
formats-more-pages = Diese Datei enthält { $count } Seiten und mehr; gezeigt wird die erste.
formats-no-greys-whole = Die Zahlen der Datei, ganze Zahlen von { $least } bis { $most }, sind für sich keine Grauwerte: { $black } wird schwarz gezeigt, { $white } weiß.
formats-no-greys-signed = Die Zahlen der Datei, mit Vorzeichen, von { $least } bis { $most }, sind für sich keine Grauwerte: { $black } wird schwarz gezeigt, { $white } weiß.
formats-no-greys-fractions = Die Zahlen der Datei, mit Nachkommastellen, von { $least } bis { $most }, sind für sich keine Grauwerte: { $black } wird schwarz gezeigt, { $white } weiß.
