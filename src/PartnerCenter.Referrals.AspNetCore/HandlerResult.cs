namespace PartnerCenter.Referrals;

/// <summary>Holds what became of one call of a handler.</summary>
/// <param name="Handler">The name of the handler's type; null if it was not created.</param>
/// <param name="Exception">The name of the exception's type; null if there was none.</param>
internal readonly record struct HandlerResult(string? Handler, string? Exception)
{
    /// <summary>Gets whether there is no handler with the number.</summary>
    public bool IsMissing => Handler is null && Exception is null;

    /// <summary>Gets whether the handler did not end in time. It may still be running.</summary>
    public bool IsLeftBehind { get; init; }
}
