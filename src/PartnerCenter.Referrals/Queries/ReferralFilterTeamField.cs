namespace PartnerCenter.Referrals;

/// <summary>
/// Represents a field of the team members in a <see cref="ReferralFilter"/>. The only comparison is whether the team contains a value.
/// </summary>
public sealed class ReferralFilterTeamField
{
    private readonly string _list;
    private readonly string _member;

    internal ReferralFilterTeamField(string list, string member)
    {
        _list = list;
        _member = member;
    }

    /// <summary>Matches referrals with a team member who has this mail address. Documented by Microsoft.</summary>
    /// <param name="email">The mail address.</param>
    /// <exception cref="ArgumentException">The address is empty or not valid Unicode.</exception>
    public ReferralFilter Contains(string email) =>
        ReferralFilter.Atom($"{_list}/any(t: t/{_member} eq {ReferralFilter.Quoted(email, nameof(email))})");

    /// <summary>Returns the JSON path of the field.</summary>
    public override string ToString() => $"{_list}/{_member}";
}
