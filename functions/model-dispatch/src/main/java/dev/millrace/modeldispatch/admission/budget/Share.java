package dev.millrace.modeldispatch.admission.budget;

/** What a call has reserved of one lease. */
record Share(Lease lease, long reserved) {}
