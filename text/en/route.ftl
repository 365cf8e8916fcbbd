### The pages of the website.

## In the navigation

route-classify = Pictures
route-model = Model
route-device = Self-check
route-storage = Storage
route-check = Check it yourself

## In the browser's tabs

route-classify-title = Onsight: what an AI model sees in a medical picture
route-model-title = How far to trust the model · Onsight
route-device-title = Does this device compute correctly? · Onsight
route-storage-title = What is kept on this device · Onsight
route-check-title = Check it yourself · Onsight
route-about-title = What is known in general · Onsight
route-models-title = All models · Onsight
