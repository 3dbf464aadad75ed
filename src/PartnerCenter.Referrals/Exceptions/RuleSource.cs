namespace PartnerCenter.Referrals;

/// <summary>Where a local rule is known from.</summary>
public enum RuleSource
{
    /// <summary>The API's own documents or its observed answers.</summary>
    Api,

    /// <summary>Partner Center's user interface and its bulk import; whether the API enforces it too is not known.</summary>
    UserInterface,
}
