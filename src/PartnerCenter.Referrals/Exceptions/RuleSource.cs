namespace PartnerCenter.Referrals;

/// <summary>Specifies the source of a rule that the client checks.</summary>
public enum RuleSource
{
    /// <summary>Indicates that the rule is known from the API's own documents or from observed responses.</summary>
    Api,

    /// <summary>
    /// Indicates that the rule is known from Partner Center's user interface and its bulk import. Whether the API also enforces it is not
    /// known.
    /// </summary>
    UserInterface,

    /// <summary>
    /// Indicates that the rule is the client's own: a value that breaks it is most likely a mistake. Whether the service refuses it is not
    /// known.
    /// </summary>
    Client,
}
