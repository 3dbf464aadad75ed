namespace PartnerCenter.Referrals;

/// <summary>What is checked before a request leaves. The service remains the judge; a local refusal only saves the round trip.</summary>
public enum ClientValidation
{
    /// <summary>The API's own rules and those known only from Partner Center's user interface. The default.</summary>
    All,

    /// <summary>The API's own rules only.</summary>
    ApiOnly,

    /// <summary>Nothing: the service decides.</summary>
    None,
}
