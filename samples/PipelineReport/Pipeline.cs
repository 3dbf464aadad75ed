using PartnerCenter.Referrals;

namespace PipelineReport;

/// <summary>Totals of referrals. It keeps numbers only, so that it stays as small for a hundred thousand referrals as for one.</summary>
internal sealed class Pipeline
{
    public int Count { get; private set; }

    /// <summary>All referrals by status and substatus.</summary>
    public Dictionary<string, int> ByStatus { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those being worked on, by the stage of the sale.</summary>
    public Dictionary<string, int> ActiveByStage { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All referrals by the customer's country.</summary>
    public Dictionary<string, int> ByCountry { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What deals are worth, each currency for itself: amounts of two currencies have no sum.</summary>
    public SortedDictionary<string, Money> ByCurrency { get; } = new(StringComparer.OrdinalIgnoreCase);

    public void Add(Referral referral)
    {
        Count++;
        Increment(ByStatus, referral.Substatus is { } substatus ? $"{referral.Status}/{substatus}" : referral.Status?.Value);
        Increment(ByCountry, referral.CustomerProfile?.Address?.Country);
        if (referral.Status == ReferralStatus.Active)
        {
            Increment(ActiveByStage, referral.SalesStage?.Value);
        }

        if (!IsOfAnInvitedParty(referral) && referral.Details is { DealValue: { } value, Currency: { Length: > 0 } currency })
        {
            Money money = ByCurrency.GetValueOrDefault(currency);
            bool isOpen = referral.Status == ReferralStatus.New || referral.Status == ReferralStatus.Active;
            bool isWon = referral.Substatus == ReferralSubstatus.Won;
            ByCurrency[currency] = new Money(money.Open + (isOpen ? value : 0), money.Won + (isWon ? value : 0));
        }
    }

    /// <summary>The record that an invited party has beside the own deal repeats the deal's value, which would then count twice.</summary>
    private static bool IsOfAnInvitedParty(Referral referral) =>
        referral.Direction == ReferralDirection.Outgoing
            && referral.Target.Any(target => target.Type == ReferralTargetType.BusinessProfileLocation);

    private static void Increment(Dictionary<string, int> totals, string? name)
    {
        string key = string.IsNullOrEmpty(name) ? "(none)" : name;
        totals[key] = totals.GetValueOrDefault(key) + 1;
    }
}

/// <summary>Amounts of one currency.</summary>
/// <param name="Open">Of deals not closed yet.</param>
/// <param name="Won">Of deals won.</param>
internal readonly record struct Money(decimal Open, decimal Won);
