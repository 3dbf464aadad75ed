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
    public const string CreateCoSell = "create co-sell";
    public const string MakePartnerLed = "make partner-led";
}
