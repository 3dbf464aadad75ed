namespace PartnerCenter.Referrals;

/// <summary>The team's mail addresses in a <see cref="ReferralFilter"/>. A search in a list has one question only: whether somebody is in it.</summary>
public sealed class ReferralFilterTeam
{
    private readonly string _list;
    private readonly string _member;

    internal ReferralFilterTeam(string list, string member)
    {
        _list = list;
        _member = member;
    }

    /// <summary>Whether somebody with this address is in the team. Documented by Microsoft.</summary>
    /// <param name="email">The address.</param>
    /// <exception cref="ArgumentException">The address is empty.</exception>
    public ReferralFilter Contains(string email) => ReferralFilter.Atom($"{_list}/any(t: t/{_member} eq {ReferralFilter.Quoted(email)})");

    /// <summary>The path in the words of the wire.</summary>
    public override string ToString() => $"{_list}/{_member}";
}
