namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// <c>$orderby</c> on one of the two documented dates (wire contract 2.2). Equal dates stand in the order in which the records came, which
/// is also the order of a list that asks for none (inferred).
/// </summary>
internal sealed class ReferralOrder
{
    private readonly string? _member;
    private readonly bool _descending;

    private ReferralOrder(string? member, bool descending)
    {
        _member = member;
        _descending = descending;
    }

    /// <exception cref="ServiceFault">The text names another member or direction.</exception>
    public static ReferralOrder Read(string? text)
    {
        if (text is null)
        {
            return new ReferralOrder(null, descending: false);
        }

        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is not (1 or 2) || words[0] is not ("createdDateTime" or "updatedDateTime"))
        {
            throw Wrong($"'{text}' is not createdDateTime or updatedDateTime");
        }

        return words.ElementAtOrDefault(1) switch
        {
            null or "asc" => new ReferralOrder(words[0], descending: false),
            "desc" => new ReferralOrder(words[0], descending: true),
            var direction => throw Wrong($"'{direction}' is not asc or desc"),
        };
    }

    public IEnumerable<StoredReferral> Sort(IEnumerable<StoredReferral> referrals)
    {
        if (_member is null)
        {
            return referrals;
        }

        return _descending
            ? referrals.OrderByDescending(PositionOf)
            : referrals.OrderBy(PositionOf);
    }

    /// <summary>Where a record stands; no two records share a position, and records that come later do not move it.</summary>
    public (long Ticks, long Sequence) PositionOf(StoredReferral referral)
    {
        bool isDated = WireDate.TryRead(_member is null ? null : referral.TextOf(_member), out DateTimeOffset date);
        return (isDated ? date.UtcTicks : 0, referral.Sequence);
    }

    public bool IsAfter(StoredReferral referral, (long Ticks, long Sequence) position)
    {
        int comparison = PositionOf(referral).CompareTo(position);
        return _descending ? comparison < 0 : comparison > 0;
    }

    private static ServiceFault Wrong(string reason) =>
        ServiceFault.InvalidRequest($"The query option $orderby is not valid: {reason}.", "$orderby");
}
