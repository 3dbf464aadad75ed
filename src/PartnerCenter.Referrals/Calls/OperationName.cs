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
    public const string Update = "update";
    public const string CreateCoSell = "create co-sell";
    public const string MakePartnerLed = "make partner-led";
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string CloseAsWon = "close as won";
    public const string CloseAsLost = "close as lost";
    public const string Advance = "advance";
    public const string Register = "register deal";
    public const string Amend = "amend registration";

    /// <summary>The method of an operation's request.</summary>
    public static string MethodOf(string operation) => operation switch
    {
        List or Get => "GET",
        Create or Invite => "POST",
        Replace => "PUT",
        _ => "PATCH",
    };

    /// <summary>Whether the operation's request goes to the collection, and not to one referral.</summary>
    public static bool IsOnCollection(string operation) => operation is List or Create or Invite;
}
