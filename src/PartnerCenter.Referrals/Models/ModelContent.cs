namespace PartnerCenter.Referrals;

/// <summary>
/// Holds what a model inside a referral keeps of its JSON in addition to its properties: the unknown members, and which members are null
/// rather than absent. Two instances are equal if their unknown members are, because a null has the same content as an absent member.
/// </summary>
internal struct ModelContent : IEquatable<ModelContent>
{
    // One reference, because a page has thousands of models, and almost all of them share a few combinations of nulls.
    private KeptContent? _kept;

    /// <summary>Gets or sets the unknown members, annotations included; null if there are none.</summary>
    public UnknownMembers? Unknown
    {
        readonly get => _kept?.Unknown;
        set => _kept = KeptContent.Of(value, _kept?.Nulls ?? 0);
    }

    /// <summary>Notes that a member is present if its value is null, and returns the value.</summary>
    public T Keep<T>(T value, int member)
    {
        if (value is null && !IsNull(member))
        {
            _kept = KeptContent.Of(_kept?.Unknown, (_kept?.Nulls ?? 0) | (1 << member));
        }

        return value;
    }

    public readonly bool IsNull(int member) => _kept is { } kept && (kept.Nulls & (1 << member)) != 0;

    public readonly bool Equals(ModelContent other) =>
        ReferenceEquals(_kept, other._kept) || new UnknownContent(Unknown).Equals(new UnknownContent(other.Unknown));

    public override readonly bool Equals(object? obj) => obj is ModelContent other && Equals(other);

    public override readonly int GetHashCode() => new UnknownContent(Unknown).GetHashCode();
}
