namespace PartnerCenter.Referrals;

/// <summary>
/// Specifies what the client checks before it sends a request. The service has the final decision; a check only saves the round trip.
/// </summary>
/// <seealso cref="ReferralValidationException"/>
public enum ClientValidation
{
    /// <summary>
    /// Specifies that the rules of the API, those known only from Partner Center's user interface and the client's own are checked. This is
    /// the default.
    /// </summary>
    All,

    /// <summary>Specifies that only the rules of the API are checked.</summary>
    ApiOnly,

    /// <summary>
    /// Specifies that the service decides and the client checks nothing, except the few rules without which a request would mean
    /// something else.
    /// </summary>
    None,
}
