### Windows that the light box offers: which values are shown between black and white.

## Of CT, as radiology calls them

light-box-windows-soft-tissue = Soft tissue
light-box-windows-lung = Lung
light-box-windows-mediastinum = Mediastinum
light-box-windows-bone = Bone
light-box-windows-brain = Brain
light-box-windows-liver = Liver

## Of PET

# The standardised uptake value.
# $white (Number(0)) - the value that is white
light-box-windows-uptake = SUV 0 to { $white }

## Of what the picture holds

light-box-windows-one-percent = 1 to 99 % of the values
light-box-windows-five-percent = 5 to 95 % of the values
light-box-windows-all = All values
