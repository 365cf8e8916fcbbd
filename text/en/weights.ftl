### Why a model cannot be read: stands inside of "Expected a model that can be read, but …".

# $said (Text) - the words of the program that reads it
weights-container = expected a whole safetensors file, found one that does not parse: { $said }
# $name (Text) - of an array of numbers
# $found (Text) - its type: "F16"
weights-other-type = array `{ $name }`: expected I8 or F32, found { $found }
# $name (Text) - of an array of numbers
# $expected (Count) - channels
weights-scale = array `{ $name }`: expected { $expected } scales beside it, found none that fit
# $name (Text) - of a scale
# $owner (Text) - of the array that it should belong to
weights-orphan = scale `{ $name }`: expected a quantised array `{ $owner }`, found none
# $name (Text) - of an array of numbers
# $expected (Count) - numbers
# $found (Count) - numbers
weights-length = array `{ $name }`: expected { $expected } values, found { $found }
# $name (Text) - of an array of numbers
weights-not-finite = array `{ $name }`: expected finite numbers, found others

## The manifest, which describes a model

# $demand (Text) - what it must say
# $found (Text) - what it says
weights-manifest =
    { $demand ->
        [json] manifest: expected the JSON that `lab quantise` writes, found { $found }
        [written] manifest: expected a manifest that can be written as JSON, found { $found }
        [format] manifest: expected format 1, found { $found }
        [labels] manifest: expected two or more distinct labels, found { $found }
        [negative] manifest: expected a label for none that is one of the labels, found { $found }
        [side] manifest: expected an input side of 32 to 1,024, found { $found }
        [deviations] manifest: expected positive deviations, found { $found }
        [windows] manifest: expected windows with a width of 1 or more, found { $found }
        [goldens] manifest: expected goldens with one logit per label, found { $found }
        [scores] manifest: expected scores within 0 to 1, found { $found }
        [sum] manifest: expected 64 hex digits of SHA-256, found { $found }
        [file] manifest: expected a plain file name, found { $found }
        [chunk-names] manifest: expected chunks with names of their own, found { $found }
        [chunk-bytes] manifest: expected chunks that sum up to the whole, found { $found } bytes
        [chunk-size] manifest: expected chunks of 1 byte to 4 MiB, found { $found }
        [temperature] manifest: expected a temperature above 0, found { $found }
        [lapse] manifest: expected a lapse of 0 to less than 1, found { $found }
        [floor] manifest: expected a floor of 0 to less than 1, found { $found }
        [split] manifest: expected a calibration fitted on `val`, found { $found }
        [quantiles] manifest: expected one quantile per label, found { $found }
        [operating-points] manifest: expected operating points of known labels, found { $found }
        [acquisition] manifest: expected a rule of finite numbers for each of two or more kinds of acquisition, found { $found }
        [of-classes] manifest: expected of labels that are judged one by one what such answers can have, found { $found }
        [label-calibrations] manifest: expected a sound calibration for each label that is judged by itself, in their order, found { $found }
       *[likeness-threshold] manifest: expected a finite likeness threshold, found { $found }
    }
# $black (Text) - a share, a number
# $white (Text) - a share, a number
weights-percentiles = manifest: expected percentiles from 0 to 1, black below white, found { $black } and { $white }
# $name (Text) - of an array of numbers
weights-classifier = manifest: expected weights with `{ $name }`, found none
