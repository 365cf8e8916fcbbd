### The face in a volume of a head: why it is not removed, and what was done. In the light box, in the report beside a file,
### on the command line.

## Why it cannot be removed

deface-unplaced = Expected slices that say how they lie in the patient, to tell the face from the back of the head, found some that do not.
deface-kind = Expected grey values among which air has one, to put it in the place of the face, found colours or other numbers.
deface-too-few = Expected at least ten slices of one direction, five centimetres or more in all, to find a face in them, found fewer.
deface-no-head = Expected a head, to find the face in it, found nothing that is as large as one.
deface-no-brain = Expected a brain inside of a head, to tell where the face is, found nothing with the size and the place of one.
deface-no-face = Expected a face in front of and below the brain, found hardly any skin there: the slices do not reach it.
deface-help = Nothing was saved. A program with a template, such as pydeface or mri_deface, may find the face; look at its result before you give it away.
deface-help-no-face = Nothing was saved. There is no face to remove: save the slices without asking for it, and look at them before you give them away.

## What was done

# $voxels (Count) - that lie in the region
# $slices (Count) - slices that have some of them
# $all (Count) - slices
# $degrees (Text) - between the normal of the plane and the front of the patient, a whole number
# $margin (Text) - millimetres, a whole number
deface-removed = The face was removed: { $voxels } voxels in { $slices } of { $all } slices have the value of air now. They lie in front of and below a plane at { $degrees }° that keeps { $margin } mm away from what was taken for the brain.
deface-not-promised = Not vouched for: that nobody recognises the person. Forehead, skull and brain stay, and so do other series of the same head and whatever of the face is folded in elsewhere. Look at the slices before you give them away.
deface-header = Of the header of the volume, descriptions, names of other files and extensions were removed. Size, place and scale of the voxels are as they were.

## Before it is saved

deface-warning = A face can be made of the slices of a head, and the person be recognised by it.
