-- What an attempt runs, for good: the tag of its bid may be moved to another image meanwhile.
-- Repository and digest, or the image's own id; null before it starts, and for attempts of before.
alter table auctions.allocation add column image text check (length(image) between 1 and 1024);
