### How far to believe one answer, and why there is none.

## A set of classes

# $level (Number(0)) - of a hundred
trust-set-promise = The true class is among those that are left open in about { $level } of 100 pictures like the test pictures.
# $level (Number(0)) - of a hundred
# $share (Percent(1)) - of sets that hold the true class, measured
# $count (Count) - test pictures
# $low (Percent(1)) - lower end of the interval
# $high (Percent(1)) - upper end of the interval
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
trust-set-measured = The true class is among those that are left open in about { $level } of 100 pictures like the test pictures. Measured: { $share } of { $count } pictures ({ $low } to { $high }; “{ $data }”, split { $split }).

## How often such answers are right

# What a figure is not of, where one group of the pictures is no patient.
-trust-pictures = Whose pictures these are was never fully published: one person may stand in training too, so on other people it may be wrong more often.
# Where none was wrong.
# $grouped (Text) - decides: what one group of the pictures is, "patient", else "nodule" or "picture"
# $least (Number(0)) - of a hundred
# $right (Count) - test pictures that were answered rightly
# $count (Count) - test pictures
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
trust-right-at-least =
    { $grouped ->
        [patient] Right in at least { $least } of 100 such answers: in { $right } of the { $count } test pictures that it answered with similar certainty (“{ $data }”, split { $split }).
       *[other] Right in at least { $least } of 100 such answers: in { $right } of the { $count } test pictures that it answered with similar certainty (“{ $data }”, split { $split }). { -trust-pictures }
    }
# $grouped (Text) - decides: what one group of the pictures is, "patient", else "nodule" or "picture"
# $about (Number(0)) - of a hundred
# $right (Count) - test pictures that were answered rightly
# $count (Count) - test pictures
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
trust-right-about =
    { $grouped ->
        [patient] Right in about { $about } of 100 such answers: in { $right } of the { $count } test pictures that it answered with similar certainty (“{ $data }”, split { $split }).
       *[other] Right in about { $about } of 100 such answers: in { $right } of the { $count } test pictures that it answered with similar certainty (“{ $data }”, split { $split }). { -trust-pictures }
    }

## Headlines where no class is shown

trust-fits-none = This picture fits none of the answers the model knows
trust-fits-any = This picture could be any of the answers the model knows
trust-unclear = The model cannot tell whether there is anything to find
trust-turned-away = This picture was turned away
trust-blank = This picture is blank
trust-blurred = This picture is blurred
trust-too-dark = This picture is too dark
trust-too-bright = This picture is too bright
trust-upscaled = This picture was enlarged from a small one
trust-borders = Most of this picture is border
trust-coloured = This picture has colours where none belong
trust-screenshot = This looks like a screenshot
trust-moire = This looks like a photograph of a screen
trust-photographed = This looks like a photograph of a screen or of film
trust-other-modality = The file says that this is another kind of picture
trust-other-region = The file says that this is another part of the body
trust-not-medical = This does not look like a medical picture
# $kind (Message) - a kind of picture, in the words of its task: "a chest X-ray"
trust-other-task = This looks like { $kind }
trust-other-kind = This looks like another kind of picture
trust-other-medical = This looks like a medical picture of another kind
trust-unsure = It is not clear what kind of picture this is
trust-unlike = This is unlike the pictures the model learned from
trust-other-acquisition = The model was not made for pictures acquired like this

## What it means, and what would help

trust-turned-away-means = A check turned it away.
trust-turned-away-help = Try another picture.
trust-fits-none-means = Every answer fits it worse than it fits nearly all pictures of its kind, so none is named.
# $unit (Text) - one part of an examination, in the words of the task: "slice"
trust-fits-none-help = Another { $unit } may help, or the original file instead of a copy or a screenshot.
trust-fits-any-means = No answer can be ruled out with the promised certainty, so none is named.
# $unit (Text) - one part of an examination, in the words of the task: "slice"
trust-fits-any-help = Another { $unit } of the same examination may help, or the original file instead of a copy or a screenshot.
# $open (Message) - what is left open: "Pneumonia or no finding"
trust-unclear-means = It cannot choose: { $open }. Where both a finding and none are left open, no class is named.
# $unit (Text) - one part of an examination, in the words of the task: "slice"
trust-unclear-help = Ask a specialist, who sees the whole examination. Another { $unit } of the same one may help the model.
# $finding (Text) - in the words of the task: "a tumour"
trust-no-finding-means = The picture looks most like those without { $finding }. That is not an all-clear.
trust-no-finding-help = Only somebody who sees the whole examination can say what there is. Ask your doctor, or a specialist.

## The list of checks

trust-gate-file = A readable picture
trust-gate-quality = Good enough
trust-gate-modality = The right kind of picture
trust-gate-likeness = Like the training pictures
# What a check said, beside its name.
trust-passed = passed
# What a check said, beside its name.
trust-refused = turned away
# What a check said, beside its name.
trust-not-run = not run
# $name (Text) - decides: what was measured, as manifests name it; another name is shown as it is
# $value (Message) - what was found: "0.420", "320"
# $limit (Message) - what it was compared with: "0.415", "134"
trust-measure =
    { $name ->
        [contrast] contrast { $value }, at least { $limit }
        [modality_probability] probability of this kind { $value }, at least { $limit }
        [side] longest side (pixels) { $value }, at least { $limit }
        [lines] straight edges { $value }, at most { $limit }
        [colour] colour { $value }, at most { $limit }
        [border] empty border { $value }, at most { $limit }
        [white] white level { $value }, at least { $limit }
        [clipped] clipped to white { $value }, at most { $limit }
        [black] black level { $value }, at most { $limit }
        [repeated] repeated lines { $value }, at most { $limit }
        [moire] moiré { $value }, at most { $limit }
        [sharpness] sharpness { $value }, at least { $limit }
        [likeness] likeness { $value }, at least { $limit }
       *[other] { $name } { $value }, limit { $limit }
    }
# $difference (Number(5)) - the largest of what the network gives
trust-cross-agreed = This answer lay near a threshold, so the same picture was also computed on the CPU. Both agree (largest difference { $difference }).
# $difference (Number(5)) - the largest of what the network gives
trust-cross-differed = This answer lay near a threshold, so the same picture was also computed on the CPU. They did not agree, so the answer shown is that of the CPU (largest difference { $difference }).

## The page's own drawings

trust-drawn-refused = A drawing, not a patient, made so that the checks turn it away. It shows what a refusal looks like.
trust-drawn-told = A drawing, not a patient, chosen because the model answers it like this. The checks below would turn a real picture like it away; it is answered only to show what an answer looks like.
trust-drawn-answered = A drawing, not a patient, chosen because the model answers it like this. It shows what an answer looks like.

## Operating points, for clinicians

# $class (Text) - name of a class
# $threshold (Number(4)) - probability from which on it is called
# $value (Number(4)) - its probability for this picture
trust-point-above = “{ $class }” is called from { $threshold } on, as chosen on val. This picture has { $value }: above the threshold.
# $class (Text) - name of a class
# $threshold (Number(4)) - probability from which on it is called
# $value (Number(4)) - its probability for this picture
trust-point-below = “{ $class }” is called from { $threshold } on, as chosen on val. This picture has { $value }: below the threshold.
# $sensitivity (Message) - with its interval: "95.0 % (90.0 % to 98.0 %)"
# $specificity (Message) - with its interval: "95.0 % (90.0 % to 98.0 %)"
# $count (Count) - pictures
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
trust-point-measured = Measured: sensitivity { $sensitivity }, specificity { $specificity }; { $count } pictures of “{ $data }”, split { $split }, 95 % intervals.
# $level (Message) - the value that was held: "90 %"
trust-point-sensitivity = Sensitivity at least { $level }
# $level (Message) - the value that was held: "90 %"
trust-point-specificity = Specificity at least { $level }
