### What can be wrong with a NIfTI volume, what of it was not followed, and what to do. Names of fields (sform, qform,
### pixdim, cal_min, cal_max) are those of the format.

## The header

nifti-header-cut = Expected a header in NIfTI, found less: the file ends early.
# $found (Count) - fields that are there
nifti-fields = Expected 8 fields in the number of dimensions of the NIfTI header, found { $found }.
# $found (Text) - the number that stands there
nifti-dimensions = Expected 1 to 7 in the number of dimensions of the NIfTI header, found { $found }.
# $found (Text) - the number that stands there
nifti-dimension = Expected 1 to 65,535 in a dimension of the NIfTI header, found { $found }.
# $code (Text) - number of the kind in the format
nifti-kind =
    Expected a volume of whole numbers, floating point, complex numbers or colours, found type { $code ->
        [0] { $code }, unknown
        [1] { $code }, 1 bit a voxel
        [1536] { $code }, floating point of 128 bits
        [2048] { $code }, complex numbers of 256 bits
       *[other] { $code }
    }.

## The voxels

nifti-half = Expected a volume with its voxels, found the header of a NIfTI pair alone: the .img file beside it is missing.
nifti-half-analyze = Expected a volume with its voxels, found the header of an Analyze pair alone: the .img file beside it is missing.
# $wanted (Count) - bytes of the whole volume
# $found (Count) - bytes that there are
nifti-cut = Expected { $wanted } bytes in the NIfTI volume, found { $found } bytes: the file ends early.
# $wanted (Count) - bytes of all voxels
# $found (Count) - bytes that there are
nifti-voxels-cut = Expected { $wanted } bytes in the voxels (.img), found { $found } bytes: the file ends early.

## What was not followed, or is left open

nifti-complex = The voxels are complex numbers: their real part is shown.
# $slope (Text) - the factor that stands there
# $intercept (Text) - the number that stands there
nifti-no-intercept = The file's slope of { $slope } and intercept of { $intercept } cannot both be followed: values are shown with an intercept of 0.
# $slope (Text) - the factor that stands there, perhaps no number
# $intercept (Text) - the number that stands there
nifti-no-slope = The file's slope of { $slope } and intercept of { $intercept } cannot both be followed: values are shown as they are stored.
nifti-range = The file names values for black and white (cal_min, cal_max) that show nothing of its middle slice: the 1st and the 99th percentile are taken.
nifti-sform-small = The file's matrix (sform) is a thousandth or less of its voxel sizes (pixdim): the sizes are followed.
nifti-sform-large = The file's matrix (sform) is a thousandfold or more of its voxel sizes (pixdim): the sizes are followed.
nifti-sform-flat-qform = The file's matrix (sform) gives voxels no volume: its quaternion (qform) is followed.
nifti-sform-flat = The file's matrix (sform) gives voxels no volume: sizes are those of pixdim.
nifti-qform = The file's quaternion (qform) is no turn: sizes are those of pixdim.
nifti-no-size = The file does not say how large a voxel is: nothing can be measured in it.
nifti-no-side = The file does not say how the patient lay: which side is left is not known.
nifti-no-unit = The file does not name its unit of length: millimetres are taken.

## What to do

nifti-help-damaged = Export the volume again from the program that it came from.
nifti-help-kind = Convert the volume to numbers of 16 or 32 bits, or export one slice of it as PNG.
nifti-help-half = Give both files, .hdr and .img, together: choose both, or their folder.
