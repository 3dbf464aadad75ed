using System.Globalization;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Implements <c>$orderby</c>. It accepts the two documented dates, unless an option allows more (wire contract 2.2). Records with equal
/// keys are in the order in which they were added, or in the reverse order if the first key is descending. A list without <c>$orderby</c>
/// is in the order in which the records were added (inferred). No two records share a position, and records that are added later move none.
/// </summary>
internal sealed class ReferralOrder
{
    private static readonly Dictionary<string, Func<ReferralFields, object?>> Documented = new(StringComparer.Ordinal)
    {
        ["createdDateTime"] = fields => fields.CreatedDateTime?.UtcTicks,
        ["updatedDateTime"] = fields => fields.UpdatedDateTime?.UtcTicks,
    };

    private static readonly Dictionary<string, Func<ReferralFields, object?>> Filterable = new(Documented, StringComparer.Ordinal)
    {
        ["id"] = fields => fields.Id,
        ["engagementId"] = fields => fields.EngagementId,
        ["organizationId"] = fields => fields.OrganizationId,
        ["name"] = fields => fields.Name,
        ["externalReferenceId"] = fields => fields.ExternalReferenceId,
        ["status"] = fields => fields.Status,
        ["substatus"] = fields => fields.Substatus,
        ["type"] = fields => fields.Type,
        ["qualification"] = fields => fields.Qualification,
        ["direction"] = fields => fields.Direction,
        ["salesStage"] = fields => fields.SalesStage,
        ["expirationDateTime"] = fields => fields.ExpirationDateTime?.UtcTicks,
        ["customerProfile/name"] = fields => fields.CustomerProfile?.Name,
        ["customerProfile/address/country"] = fields => fields.CustomerProfile?.Address?.Country,
    };

    private readonly IReadOnlyList<Key> _keys;

    private ReferralOrder(IReadOnlyList<Key> keys) => _keys = keys;

    /// <exception cref="ApiException">The text contains a member or a direction that is not accepted, or a member twice.</exception>
    public static ReferralOrder Read(string? text, bool byAnyField)
    {
        if (text is null)
        {
            return new ReferralOrder([]);
        }

        Dictionary<string, Func<ReferralFields, object?>> offered = byAnyField ? Filterable : Documented;
        Key[] keys = [.. text.Split(',').Select(clause => ReadKey(clause, offered))];

        // OData forbids it, and each key takes memory for every record.
        return keys.DistinctBy(key => key.Value).Count() == keys.Length
            ? new ReferralOrder(keys)
            : throw Invalid("a member occurs twice");
    }

    /// <summary>Sorts records that are in the order in which they were added.</summary>
    public void Sort(StoredReferral[] referrals)
    {
        if (_keys.Count > 0)
        {
            Position[] positions = Array.ConvertAll(referrals, Locate);
            Array.Sort(positions, referrals, Comparer<Position>.Create(Compare));
        }
    }

    /// <summary>
    /// Returns the values that a token contains so that the place of a record can be found again, even after records were added.
    /// </summary>
    public IReadOnlyList<string?> PositionOf(StoredReferral referral) =>
        [.. Locate(referral).Values.Select(value => value is long ticks ? ticks.ToString(CultureInfo.InvariantCulture) : (string?)value)];

    /// <summary>Returns how many of the sorted records are at the position or before it.</summary>
    /// <exception cref="ApiException">The position does not belong to this order.</exception>
    public int CountThrough(IReadOnlyList<StoredReferral> sorted, IReadOnlyList<string?> position, long sequence)
    {
        object?[] values = [.. position.Select((value, index) => ReadValue(index, value))];
        if (values.Length != _keys.Count)
        {
            throw SkipToken.Invalid();
        }

        return CountThrough(sorted, new Position(values, sequence));
    }

    /// <summary>Returns how many of the sorted records come before a record that is not one of them.</summary>
    public int CountBefore(IReadOnlyList<StoredReferral> sorted, StoredReferral referral) => CountThrough(sorted, Locate(referral));

    private static Key ReadKey(string clause, Dictionary<string, Func<ReferralFields, object?>> offered)
    {
        string[] words = clause.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length is not (1 or 2) || !offered.TryGetValue(words[0], out Func<ReferralFields, object?>? value))
        {
            throw Invalid($"'{clause}' is not {string.Join(" or ", Documented.Keys)}");
        }

        bool isDate = words[0].EndsWith("DateTime", StringComparison.Ordinal);
        return words.ElementAtOrDefault(1) switch
        {
            null or "asc" => new Key(value, isDate, IsDescending: false),
            "desc" => new Key(value, isDate, IsDescending: true),
            var direction => throw Invalid($"'{direction}' is neither asc nor desc"),
        };
    }

    private int CountThrough(IReadOnlyList<StoredReferral> sorted, Position wanted)
    {
        int low = 0;
        int high = sorted.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (Compare(Locate(sorted[middle]), wanted) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    // A missing value comes first. Strings are compared by code units.
    private int Compare(Position left, Position right)
    {
        for (int index = 0; index < _keys.Count; index++)
        {
            int comparison = (left.Values[index], right.Values[index]) switch
            {
                (long one, long other) => one.CompareTo(other),
                (string one, string other) => string.CompareOrdinal(one, other),
                (var one, var other) => (one is null ? 0 : 1) - (other is null ? 0 : 1),
            };
            if (comparison != 0)
            {
                return _keys[index].IsDescending ? -comparison : comparison;
            }
        }

        int last = left.Sequence.CompareTo(right.Sequence);
        return _keys.Count > 0 && _keys[0].IsDescending ? -last : last;
    }

    private Position Locate(StoredReferral referral) =>
        new([.. _keys.Select(key => key.Value(referral.Fields))], referral.Sequence);

    private object? ReadValue(int index, string? value)
    {
        if (value is null || index >= _keys.Count || !_keys[index].IsDate)
        {
            return value;
        }

        return long.TryParse(
            value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long ticks) ? ticks : throw SkipToken.Invalid();
    }

    private static ApiException Invalid(string reason) =>
        ApiException.InvalidRequest($"The query option $orderby is not valid: {reason}.", "$orderby");

    private readonly record struct Position(object?[] Values, long Sequence);

    private sealed record Key(Func<ReferralFields, object?> Value, bool IsDate, bool IsDescending);
}
