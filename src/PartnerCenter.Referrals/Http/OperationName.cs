namespace PartnerCenter.Referrals;

/// <summary>What the operations are called in exceptions and messages.</summary>
internal static class OperationName
{
    public const string List = "list";
    public const string Get = "get";
    public const string Create = "create";
    public const string Invite = "invite";
    public const string Replace = "replace";
    public const string Patch = "patch";
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string CloseAsWon = "close as won";
    public const string CloseAsLost = "close as lost";
    public const string Advance = "advance";
    public const string Register = "register deal";
    public const string Amend = "amend registration";
}
