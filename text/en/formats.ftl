### What can be wrong with a rare kind of picture, and what files are that are no pictures for this program.

## What a file is, behind "found"

# $name (Message) - what is packed: "a PDF document"
formats-gzipped = { $name }, gzipped
formats-nrrd = an NRRD volume (.nrrd)
formats-seven-zip = a 7-Zip archive (.7z)
formats-rar = a RAR archive (.rar)
formats-xz = an XZ archive (.xz)
formats-bzip2 = a bzip2 archive (.bz2)
formats-zstandard = a Zstandard archive (.zst)
formats-lz4 = an LZ4 archive (.lz4)
formats-lzip = an lzip archive (.lz)
formats-cabinet = a cabinet archive (.cab)
formats-tar = a tar archive (.tar)
formats-disc = the image of a disc (.iso)
formats-old-office = an old Office document (.doc, .ppt, .xls)
formats-office = an Office document (.docx, .pptx, .xlsx, .odt)
formats-rich-text = a rich text document (.rtf)
formats-postscript = a PostScript document
formats-hdf5 = an HDF5 file (MINC 2, MATLAB and others)
formats-netcdf = a NetCDF file (MINC 1 and others)
formats-matlab = a MATLAB file (.mat)
formats-numpy = a NumPy array (.npy)
formats-vtk = a VTK file
formats-fits = a FITS file
formats-interfile = an Interfile header
formats-par-rec = the header of a Philips PAR/REC volume
formats-ecat = an ECAT 7 volume
formats-freesurfer = a FreeSurfer volume (.mgz, .mgh)
formats-metaimage = a MetaImage volume (.mha, .mhd)
formats-photoshop = a Photoshop picture (.psd)
formats-icon = an icon (.ico)
formats-openexr = an OpenEXR picture (.exr)
formats-radiance = a Radiance picture (.hdr)
formats-directdraw = a DirectDraw picture (.dds)
formats-qoi = a QOI picture (.qoi)
formats-farbfeld = a farbfeld picture
formats-gimp = a GIMP picture (.xcf)
formats-jpeg-xr = a JPEG XR picture (.jxr)
formats-netpbm = a Netpbm picture (.pgm, .ppm, .pnm)
formats-djvu = a DjVu document (.djvu)
formats-raf = a camera's raw photograph (.raf)
formats-rw2 = a camera's raw photograph (.rw2)
formats-orf = a camera's raw photograph (.orf)
formats-webm = a video (.webm, .mkv)
formats-ogg = a recording (.ogg)
formats-mpg = a video (.mpg)
formats-avi = a video (.avi)
formats-database = a database
formats-windows-program = a program for Windows
formats-program = a program

## What to do with it

formats-help-volume = Convert it to NIfTI (.nii.gz) or DICOM, for instance with 3D Slicer or ITK-SNAP.
formats-help-freesurfer = Convert it with `mri_convert in.mgz out.nii.gz`, or in 3D Slicer.
formats-help-archive = Unpack it on this device and choose the files, or pack them as ZIP.
formats-help-packed = Unpack it on this device, and choose what is in it.
formats-help-picture = Open it in a picture viewer and save it as PNG or JPEG.
formats-help-photograph = Develop the photograph in the program of its camera and save it as JPEG.
formats-help-document = Save the picture in it as a file of its own, or take a screenshot, cut it to the picture alone and save it as PNG.
formats-help-data = Export the picture in it as PNG, TIFF or NIfTI.
formats-help-disc = Open the disc on this device and choose the folder on it.
formats-help-video = Save one frame of the video as PNG.
formats-help-program = Choose the pictures, or the folder that holds them.

## What is missing or wrong in a file, behind a colon

formats-gzip-cut = the gzip file around it is cut
formats-gzip-spoilt = the gzip file around it
# $stated (Count) - bytes that the file says it has
# $found (Count) - bytes that it has
formats-bytes-announced = { $stated } bytes announced, { $found } there
formats-no-picture = no picture in it
formats-webp-header = a header of impossible length
formats-chunk-cut = a chunk is cut
formats-frame-size = a frame's size differs from the size announced
formats-no-frame = it has no frame
formats-unknown-block = a block of unknown kind
formats-no-place = no place of its picture data
formats-part-beyond = a part of the picture lies past its end
formats-fewer-parts = fewer parts than the picture has
# $found (Count) - bytes of the part
# $wanted (Count) - bytes that it must have
formats-part-short = a part of it has { $found } bytes of { $wanted }
formats-fax-samples = fax coding of samples that are no bits
formats-fax-line = a line of impossible length
formats-fax-stop = the fax data stop early
formats-fax-codes = codes that a fax does not have
formats-lzw-codes = codes that LZW does not have
formats-deflate-stream = a stream that deflate does not make
formats-zstandard-frame = a frame that Zstandard does not make
formats-directory-missing = its first directory is missing
formats-directory-long = a directory of more entries than there can be
formats-directory-cut = its first directory is cut
# $tag (Count) - number of the tag, as the format counts them
formats-tag-beyond = the values of tag { $tag } lie past its end
formats-no-palette = no palette for its colours
formats-shares = shares of colours that cannot be
# $error (Message) - what is wrong with it, a whole sentence
formats-part-jpeg-fault = a part that is JPEG: { $error }
formats-part-no-jpeg = a part that is no JPEG picture
formats-part-jpeg-size = a part that is JPEG, of another size than the directory says
formats-no-size = no size in its first directory
formats-few-samples = fewer samples a pixel than its colours need
formats-tiles = tiles without a size

## Which kind a file is that is not read, behind "found"

formats-empty-screen = a first frame that leaves nearly all of a large screen empty
formats-lossless-foreign = lossless coding, in a process or with colours that are not read here
formats-deep-foreign = samples of more than 8 bits, in a process or with colours that are not read here
# $error (Message) - what is wrong with it, a whole sentence
formats-lossless-fault = lossless coding: { $error }
# $error (Message) - what is wrong with it, a whole sentence
formats-deep-fault = samples of more than 8 bits: { $error }
formats-memory = a picture whose parts need more memory than its size allows
formats-part-memory = a part that is larger than the memory
formats-fax-memory = a part larger than the memory
formats-jpeg-samples = compression 7, JPEG, of samples that are not 8 bits of grey or colour
formats-jpeg-alpha = compression 7, JPEG, with transparency
# $detail (Message) - the kind of JPEG: "hierarchical coding"
formats-jpeg-kind = compression 7, JPEG with { $detail }
formats-other-samples = samples that are not those of the directory
# $across (Count) - luma samples to a pair of differences, across
# $down (Count) - luma samples to a pair of differences, down
formats-differences = luma and differences, { $across } by { $down }, in such samples
formats-many-samples = pixels of more than 64 samples
formats-complex = complex numbers
# $bits (Count) - bits of a number
formats-float-bits = floating point of { $bits } bits
formats-unequal-depth = samples of unequal depth
# $bits (Count) - bits of a sample
formats-sample-bits = samples of { $bits } bits
formats-inks = inks that are not cyan, magenta, yellow and black
formats-cie-lab = the colours of CIE L*a*b*
formats-mosaic = the raw mosaic of a camera
formats-logluv = the logarithmic colours of LogLuv
formats-linear-raw = the linear raw picture of a camera
formats-unknown-colours = colours of an unknown kind
# $predictor (Count) - number of the predictor, as the format counts them
# $bits (Count) - bits of a sample
# $compression (Message) - which one: "compression 9, JBIG"
formats-predictor = predictor { $predictor } of { $bits } bits, { $compression }
# $code (Count) - number of the compression, as the format counts them
formats-compression = compression { $code }
# $code (Count) - number of the compression, as the format counts them
# $name (Message) - its name
formats-compression-named = compression { $code }, { $name }
# A compression with a name of its own.
# $name (Text) - "JBIG"
formats-coding = { $name }
formats-old-jpeg = JPEG of the old style
formats-jbig-colour = JBIG in colour
formats-printer = a printer's coding
formats-lossy-raw = lossy JPEG of a camera's raw picture

## What is said of a picture that is shown

# $count (Count) - pages of the file, two or more
formats-several-pages = This file holds { $count } pages; the first is shown.
# $count (Count) - pages of the file that were counted
formats-more-pages = This file holds { $count } pages and more; the first is shown.
# $least (Text) - the smallest number
# $most (Text) - the largest number
# $black (Text) - the number that is shown as black
# $white (Text) - the number that is shown as white
formats-no-greys-whole = The file's numbers, whole from { $least } to { $most }, are no greys by themselves: { $black } is shown as black, { $white } as white.
# $least (Text) - the smallest number
# $most (Text) - the largest number
# $black (Text) - the number that is shown as black
# $white (Text) - the number that is shown as white
formats-no-greys-signed = The file's numbers, with sign, from { $least } to { $most }, are no greys by themselves: { $black } is shown as black, { $white } as white.
# $least (Text) - the smallest number
# $most (Text) - the largest number
# $black (Text) - the number that is shown as black
# $white (Text) - the number that is shown as white
formats-no-greys-fractions = The file's numbers, with fractions, from { $least } to { $most }, are no greys by themselves: { $black } is shown as black, { $white } as white.
