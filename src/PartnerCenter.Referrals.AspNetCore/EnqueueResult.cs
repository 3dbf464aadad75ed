namespace PartnerCenter.Referrals;

/// <summary>Specifies what became of a verified event.</summary>
internal enum EnqueueResult
{
    /// <summary>Indicates that the event waits for its handlers.</summary>
    Queued,

    /// <summary>Indicates that the same event was queued before.</summary>
    Duplicate,

    /// <summary>Indicates that the queue is full, or that the host stops.</summary>
    Refused,
}
