### Can the model tell a finding from none, on pictures of people whom it does not know? Words of the task come with their articles.

## First beside every answer

# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
# $finding (Text) - in the words of the task: "a tumour"
elsewhere-unmeasured =
    Nobody has measured on { $grouped ->
        [patient] patients
        [nodule] nodules
       *[other] pictures
    } of other hospitals whether this model can tell if there is { $finding }. Expect it to do worse there than here.
# $whose (Text) - decides: "known-patients" or "other-patients" where it is known that these are people whom it never saw, "known-nodules" or "other-nodules" where they are nodules, else "known" or "other"; known are hospitals of which it learned from others
# $finding (Text) - in the words of the task: "a tumour"
# $units (Text) - in the words of the task: "slices"
# $found (Number(0)) - of a hundred with a finding
# $alarmed (Number(0)) - of a hundred without one
elsewhere-near-chance =
    { $whose ->
        [known-patients] On patients it never saw, from hospitals it learned from,
        [other-patients] On patients of other hospitals
        [known-nodules] On nodules it never saw, from hospitals it learned from,
        [other-nodules] On nodules of other hospitals
        [known] On pictures it never saw, from hospitals it learned from,
       *[other] On pictures of other hospitals
    } this model could not tell { $finding } from none: it reported one in { $found } of 100 { $units } with { $finding }, and in { $alarmed } of 100 { $units } without.
# $whose (Text) - decides: "known-patients" or "other-patients" where it is known that these are people whom it never saw, "known-nodules" or "other-nodules" where they are nodules, else "known" or "other"; known are hospitals of which it learned from others
# $finding (Text) - in the words of the task: "a tumour"
# $units (Text) - in the words of the task: "slices"
# $missed (Number(0)) - of a hundred with a finding
# $alarmed (Number(0)) - of a hundred without one
elsewhere-limited =
    { $whose ->
        [known-patients] On patients it never saw, from hospitals it learned from,
        [other-patients] On patients of other hospitals
        [known-nodules] On nodules it never saw, from hospitals it learned from,
        [other-nodules] On nodules of other hospitals
        [known] On pictures it never saw, from hospitals it learned from,
       *[other] On pictures of other hospitals
    } this model is often wrong: it saw none in { $missed } of 100 { $units } that show { $finding }, and { $finding } in { $alarmed } of 100 that show none.
# $whose (Text) - decides: "known-patients" or "other-patients" where it is known that these are people whom it never saw, "known-nodules" or "other-nodules" where they are nodules, else "known" or "other"; known are hospitals of which it learned from others
# $finding (Text) - in the words of the task: "a tumour"
# $units (Text) - in the words of the task: "slices"
# $found (Number(0)) - of a hundred with a finding
# $cleared (Number(0)) - of a hundred without one
elsewhere-good =
    { $whose ->
        [known-patients] On patients it never saw, from hospitals it learned from,
        [other-patients] On patients of other hospitals
        [known-nodules] On nodules it never saw, from hospitals it learned from,
        [other-nodules] On nodules of other hospitals
        [known] On pictures it never saw, from hospitals it learned from,
       *[other] On pictures of other hospitals
    } this model saw { $finding } in { $found } of 100 { $units } that show one, and none in { $cleared } of 100 that show none. It is still wrong in the rest.

# Where too few pictures of other hospitals show no finding: how often it names the right one of the findings there.
# $standing (Text) - decides: "near_chance", "limited" or "good"
# $units (Text) - in the words of the task: "pictures"
# $names (Message) - of the classes: "COVID-19 or other pneumonia"
# $found (Number(0)) - of a hundred, named rightly
elsewhere-classes =
    On pictures of other hospitals this model { $standing ->
        [near_chance] was no better than guessing
        [good] is still wrong at times
       *[limited] is often wrong
    }: of 100 { $units } that show { $names } it named { $found } rightly, each class counting the same.

## On what it rests

# $count (Count) - pictures
# $units (Text) - what they are, in the words of the task: "slices"
# $groups (Message) - "of 17 patients"
# $positives (Count) - pictures with a finding
# $finding (Text) - in the words of the task: "a tumour"
# $set (Message) - data set and split
# $figures (Message) - figures with their intervals
elsewhere-measured = Measured on { $count } { $units } { $groups }, { $positives } with { $finding } ({ $set }): { $figures }.
# $count (Count) - pictures
# $units (Text) - what they are, in the words of the task: "slices"
# $groups (Message) - "of 17 patients"
# $set (Message) - data set and split
# $names (Message) - of the classes: "COVID-19 or other pneumonia"
# $recall (Message) - with its interval: "54.0 % (49.0 % to 59.0 %)"
# $least (Count) - pictures that a class must have to be counted
elsewhere-classes-measured = Measured on { $count } { $units } { $groups } that show { $names } ({ $set }): mean of their recalls { $recall }. Classes with fewer than { $least } pictures there are left out.
# $grouped (Text) - decides: what one group of the pictures is, "patient", "nodule" or "picture"
# $groups (Count) - of them
elsewhere-groups =
    { $grouped ->
        [patient] of { $groups } patients
        [nodule] of { $groups } nodules
       *[other] in { $groups } groups of near-duplicates
    }
# $data (Text) - name of a data set
# $split (Text) - name of the split: "test"
elsewhere-set = “{ $data }”, split { $split }
# $figure (Message) - with its interval: "54.0 % (49.0 % to 59.0 %)"
elsewhere-sensitivity = sensitivity { $figure }
# $figure (Message) - with its interval: "48.0 % (43.0 % to 53.0 %)"
elsewhere-specificity = specificity { $figure }
# $area (Number(2)) - area under the curve
# $low (Number(2)) - lower end of its interval
# $high (Number(2)) - upper end of its interval
elsewhere-auc = AUC { $area } ({ $low } to { $high })

## Headline where no finding stood out

# $finding (Text) - in the words of the task: "a tumour"
elsewhere-nothing-stood-out = Nothing pointed to { $finding }
# $count (Count) - findings, two or more
# $findings (Text) - in the words of the task: "tumours"
elsewhere-none-stood-out =
    { $count ->
        [one] None of the { $count }
        [2] Neither of the two
        [3] None of the three
        [4] None of the four
        [5] None of the five
        [6] None of the six
        [7] None of the seven
        [8] None of the eight
        [9] None of the nine
        [10] None of the ten
       *[other] None of the { $count }
    } { $findings } stood out

## The map

# $count (Count) - pictures
# $finding (Text) - in the words of the task: "a tumour"
# $hits (Number(0)) - of a hundred
# $chance (Number(0)) - of a hundred
# $data (Text) - name of the data set
# $split (Text) - name of the split: "test"
elsewhere-map-hits = On { $count } test pictures with { $finding } outlined, the strongest spot of this map touched it in { $hits } of 100; a spot chosen by chance would in { $chance } (“{ $data }”, split { $split }).
# For clinicians.
elsewhere-map-note = Class activation map of the last feature grid, from the same forward pass. Scaled to the strongest cell over all classes of this picture; evidence against a class is not coloured. It shows what moved this network, not where disease is.
