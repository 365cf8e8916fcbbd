### Why a network cannot be built or run: stands inside of "Expected a model that fits this version, but …".

# $found (Text) - name of an architecture
network-architecture = expected a known architecture, found `{ $found }`
# $name (Text) - of an array of numbers
network-missing = expected an array `{ $name }` in the weights file, found none
# $name (Text) - of an array of numbers
# $expected (Text) - its extents, in brackets
# $found (Text) - other extents
network-shape = array `{ $name }`: expected shape { $expected }, found { $found }
# $name (Text) - of an array of numbers
network-plain = array `{ $name }`: expected 8-bit integers with a scale per output channel, found floats
# $name (Text) - of an array of numbers
# $inputs (Count) - channels
network-too-wide = array `{ $name }`: expected sums that fit 32 bits, found { $inputs } input channels
# $expected (Count) - grids
# $found (Count) - ranges
network-ranges = expected the range of { $expected } grids in the manifest (`activations`), found { $found }

## Layers that do not fit each other

# $name (Text) - of both
network-twice = two layers are called `{ $name }`
# $name (Text) - of the layer
network-order = layer `{ $name }` reads a value that no layer before it gives
# $name (Text) - of the layer
# $found (Count) - values that it reads
network-inputs = layer `{ $name }` cannot be computed from { $found } such values
# $name (Text) - of the layer
# $expected (Count) - channels
# $found (Count) - channels
network-channels = layer `{ $name }`: expected { $expected } channels, found { $found }
# $name (Text) - of the layer
# $rows (Count) - of the first grid
# $columns (Count) - of the first grid
# $other_rows (Count) - of another
# $other_columns (Count) - of another
network-grids = layer `{ $name }`: expected grids of one size, found { $rows } × { $columns } and { $other_rows } × { $other_columns }: use pictures of another side
# $name (Text) - of the layer
network-unsupported = layer `{ $name }`: this runtime has no kernel for it

## A picture that was not prepared for it

# $place (Count) - of the picture, counted from 0
# $side (Count) - pixels that the network takes
# $width (Count) - of the picture, in pixels
# $height (Count) - of the picture, in pixels
network-input = picture { $place }: expected { $side } × { $side } pixels of 8 bit, found { $width } × { $height }
