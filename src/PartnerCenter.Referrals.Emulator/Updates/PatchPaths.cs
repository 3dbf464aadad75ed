namespace PartnerCenter.Referrals.Emulator;

/// <summary>Specifies the closed lists of paths that a patch may name. Paths are case-sensitive.</summary>
internal static class PatchPaths
{
    /// <summary>Specifies the path that registers a deal (wire contract 1.7).</summary>
    public const string NewRegistration = "/registrations/-";

    private const string FirstContract = "/registrations/0/contract";
    private const string FirstSolution = "/registrations/0/solutionDetails/0";

    // Wire contract 1.6. The server owns `/referralProgram` by 3.1, yet it is in this list, so only a patch can set it.
    private static readonly HashSet<string> Ordinary = new(StringComparer.Ordinal)
    {
        "/campaignId",
        "/consent/consentToShareReferralWithMicrosoftSellers",
        "/customerProfile/team",
        "/customerProfile/team/-",
        "/details/closingDateTime",
        "/details/currency",
        "/details/dealValue",
        "/details/notes",
        "/details/requirements/solutions",
        "/details/requirements/solutions/-",
        "/externalReferenceId",
        "/referralProgram",
        "/salesStage",
        "/status",
        "/substatus",
        "/statusReason",
        "/team",
        "/team/-",
    };

    // wire contract 1.7: the contract's currency is not in the list.
    private static readonly HashSet<string> OfRegistration = new(StringComparer.Ordinal)
    {
        FirstContract + "/startDateTime",
        FirstContract + "/endDateTime",
        FirstContract + "/signDateTime",
        FirstContract + "/term",
        FirstContract + "/value",
        FirstSolution + "/value",
        FirstSolution + "/currency",
        FirstSolution + "/isDeployedOnAzure",
        FirstSolution + "/primaryDeploymentOn",
        FirstSolution + "/pricingModel",
        FirstSolution + "/marketplaceTransactionDetails/isMarketplaceTransacted",
        FirstSolution + "/marketplaceTransactionDetails/marketplaceTransactionDateTime",
    };

    public static bool IsKnown(string path) => Ordinary.Contains(path) || IsOfRegistration(path);

    public static bool IsOfRegistration(string path) => path == NewRegistration || OfRegistration.Contains(path);
}
