namespace PartnerCenter.Referrals;

/// <summary>
/// Holds which members of a referral are null rather than absent. Two instances are always equal, because a record with a null has the same
/// content as one without the member.
/// </summary>
internal struct NullMembers : IEquatable<NullMembers>
{
    private const int LastBit = 63;

    // The members that are null are counted from the lowest bit, and the texts that are empty from the highest.
    private ulong _members;

    /// <summary>Notes that a member is present if its value is null, and returns the value.</summary>
    public T Keep<T>(T value, int member)
    {
        if (value is null)
        {
            _members |= 1UL << member;
        }

        return value;
    }

    /// <summary>Notes that a text is present if it is null or empty, and returns the text, or an empty one for null.</summary>
    public string KeepText(string? value, int member)
    {
        if (string.IsNullOrEmpty(value))
        {
            _members |= 1UL << (value is null ? member : LastBit - member);
        }

        return value ?? "";
    }

    public readonly bool IsNull(int member) => (_members & (1UL << member)) != 0;

    public readonly bool IsEmptyText(int member) => IsNull(LastBit - member);

    public readonly bool Equals(NullMembers other) => true;

    public override readonly bool Equals(object? obj) => obj is NullMembers;

    public override readonly int GetHashCode() => 0;
}
