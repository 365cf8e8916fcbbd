light-box-windows-soft-tissue = Weichteile
light-box-windows-lung = Lunge
light-box-windows-mediastinum = Mediastinum
light-box-windows-bone = Knochen
light-box-windows-brain = Gehirn
light-box-windows-liver = Leber

light-box-windows-uptake = SUV 0 bis { $white }

light-box-windows-one-percent = 1 bis 99 % der Werte
light-box-windows-five-percent = 5 bis 95 % der Werte
light-box-windows-all = Alle Werte
