namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Implements the table of wire contract 4.1: the states of a referral and the transitions between them. The service's own transitions (a
/// start, an expiration) and those that a client requests follow the same rows.
/// </summary>
internal sealed class StatusTable(bool enforceUserInterface, bool allowClosedChanges)
{
    // The endings are the user interface's path rules, which the API's own table does not have (wire contract 4.1). No source says that a
    // client cannot write `Expired`, so it is accepted where the table has it.
    private static readonly IReadOnlyList<Row> Rows =
    [
        new("New", MayBecome: ["New", "Active", "Closed"], Substatuses: ["Pending", "Received"], Endings: ["Declined", "Expired"]),
        new("Active", MayBecome: ["Active", "Closed"], Substatuses: ["Accepted"], Endings: ["Won", "Lost"]),
        new("Closed", MayBecome: ["Closed"], Substatuses: ["Won", "Lost", "Declined", "Expired"], Endings: []),
    ];

    /// <summary>Gets the state in which the organization's own deal starts, whatever was sent (1.4 and 10 #14).</summary>
    public static ReferralState StartOfOwnDeal => ReferralState.Accepted;

    /// <summary>Gets the state in which another participant's record starts (wire contract 5.2).</summary>
    public static ReferralState StartOfInvitation => ReferralState.Pending;

    /// <summary>Refuses a change to a closed referral, unless an option allows it.</summary>
    /// <exception cref="ApiException">
    /// The referral is closed. That it can no longer be edited is documented for the user interface; the error code is inferred from 7.3.
    /// </exception>
    public void RequireOpen(ReferralState state)
    {
        if (state.IsClosed && !allowClosedChanges)
        {
            throw ApiException.InvalidRequest($"The referral is {state} and can no longer be changed.", "status");
        }
    }

    /// <summary>Refuses a transition that the table does not have. A referral can always keep its state, even an unknown one.</summary>
    /// <exception cref="ApiException">
    /// The status and the substatus do not belong together, or the table does not have the transition.
    /// </exception>
    public void Check(ReferralState from, ReferralState to)
    {
        if (from == to)
        {
            return;
        }

        if (RowOf(to) is not { } goal)
        {
            throw ApiException.InvalidRequest($"A referral cannot become {to.Status}.", "status");
        }

        if (!goal.Substatuses.Contains(to.Substatus))
        {
            throw ApiException.InvalidRequest($"{to.Substatus} is not a substatus of {to.Status}.", "substatus");
        }

        if (RowOf(from) is not { } start || !start.MayBecome.Contains(to.Status))
        {
            throw ApiException.InvalidRequest($"A referral that is {from} cannot become {to}.", "status");
        }

        // A closed referral that may change at all may change into every closed state: the user interface has no rule for it.
        if (enforceUserInterface && !from.IsClosed && goal.Status == "Closed" && !start.Endings.Contains(to.Substatus))
        {
            throw ApiException.InvalidRequest($"A referral that is {from} cannot become {to}.", "substatus");
        }
    }

    private static Row? RowOf(ReferralState state) => Rows.FirstOrDefault(row => row.Status == state.Status);

    private sealed record Row(
        string Status, IReadOnlyList<string?> MayBecome, IReadOnlyList<string?> Substatuses, IReadOnlyList<string?> Endings);
}
