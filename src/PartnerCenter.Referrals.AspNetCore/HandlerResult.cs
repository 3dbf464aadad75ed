namespace PartnerCenter.Referrals;

/// <summary>Holds what became of one call of a handler.</summary>
/// <param name="Handler">The name of the handler's type; null if it was not created.</param>
/// <param name="Exception">The name of the exception's type; null if there was none.</param>
internal readonly record struct HandlerResult(string? Handler, string? Exception)
{
    /// <summary>Gets the number of handlers; 0 if they could not be created.</summary>
    public int Count { get; init; }

    /// <summary>Gets whether the handler did not end in time. It may still be running.</summary>
    public bool IsLeftBehind { get; init; }
}
