namespace PartnerCenter.Referrals;

/// <summary>
/// Splits the address of a collection into the two parts that the routes need: the root of the host and the path. It also has the scope of
/// the tokens that the collection accepts.
/// </summary>
internal sealed class CollectionEndpoint
{
    // wire contract 9.1
    private const string WebhookRegistrationScope = "https://api.partnercenter.microsoft.com/.default";

    /// <param name="endpoint">An address for which <see cref="Validate(Uri?)"/> returns null.</param>
    /// <param name="scope">The OAuth scope of the tokens.</param>
    public CollectionEndpoint(Uri endpoint, string scope)
    {
        Scope = scope;
        Root = new Uri(endpoint.GetLeftPart(UriPartial.Authority));
        // Unescaped, because the route escapes it again.
        Collection = Uri.UnescapeDataString(endpoint.AbsolutePath[1..]);
        ItemParent = Collection.TrimEnd('/');
    }

    /// <summary>Gets the OAuth scope of the tokens. A token of one scope never goes to the address of another.</summary>
    public string Scope { get; }

    public Uri Root { get; }

    /// <summary>Gets the path of the collection without its leading slash, and with a trailing slash if the endpoint has one.</summary>
    public string Collection { get; }

    /// <summary>Gets the path of the collection without a trailing slash, to which the id of a referral is appended.</summary>
    public string ItemParent { get; }

    /// <summary>Returns the collection of referrals.</summary>
    public static CollectionEndpoint OfReferrals(ReferralsClientOptions options) => new(options.Endpoint, AccessTokenProvider.Scope);

    /// <summary>Returns the registration of webhooks.</summary>
    /// <exception cref="ArgumentException">Its address is not set, and the endpoint is not the live service's.</exception>
    public static CollectionEndpoint OfWebhookRegistration(ReferralsClientOptions options) => new(
        WebhookRegistrationOf(options) ?? throw new ArgumentException(
            "WebhookRegistrationEndpoint is missing. Set it, because Endpoint is not the live service: the live service must not get a "
                + "registration of an emulator, nor its token.",
            nameof(options)),
        WebhookRegistrationScope);

    /// <summary>Returns the address of the registration of webhooks; null if it is not set.</summary>
    public static Uri? WebhookRegistrationOf(ReferralsClientOptions options) => options.WebhookRegistrationEndpoint
        ?? (options.Endpoint?.Host == ReferralsEndpoint.Production.Host ? ReferralsEndpoint.WebhookRegistration : null);

    /// <summary>Returns what is wrong with an endpoint, or null if it is valid.</summary>
    public static string? Validate(Uri? endpoint) =>
        Validate(endpoint, "Endpoint", $"the full address of the referral collection, such as {ReferralsEndpoint.Production}");

    /// <summary>Returns what is wrong with the address of webhook registrations, or null if it is valid.</summary>
    public static string? ValidateWebhookRegistration(Uri? endpoint) => Validate(
        endpoint,
        nameof(ReferralsClientOptions.WebhookRegistrationEndpoint),
        $"the full address of webhook registrations, such as {ReferralsEndpoint.WebhookRegistration}");

    private static string? Validate(Uri? endpoint, string name, string expected) => endpoint switch
    {
        null or { IsAbsoluteUri: false } or { AbsolutePath.Length: < 2 } => $"{name} must be {expected}.",
        _ when AddressRule.Validate(endpoint, name) is { } rule => rule,
        _ when endpoint.Scheme == Uri.UriSchemeHttps => null,
        _ when endpoint.Scheme == Uri.UriSchemeHttp && AddressRule.IsLoopback(endpoint) => null,
        _ => $"{name} must be https, because every request carries a token; plain http is allowed for a loopback address only "
            + "(127.0.0.0/8, [::1] or localhost).",
    };
}
