namespace PartnerCenter.Referrals;

/// <summary>Splits the endpoint into the two parts that the routes need: the root of the host and the path of the collection.</summary>
internal sealed class CollectionEndpoint
{
    /// <param name="endpoint">An address for which <see cref="Validate"/> returns null.</param>
    public CollectionEndpoint(Uri endpoint)
    {
        Root = new Uri(endpoint.GetLeftPart(UriPartial.Authority));
        // Unescaped, because the route escapes it again.
        Collection = Uri.UnescapeDataString(endpoint.AbsolutePath[1..]);
        ItemParent = Collection.TrimEnd('/');
    }

    public Uri Root { get; }

    /// <summary>Gets the path of the collection without its leading slash, and with a trailing slash if the endpoint has one.</summary>
    public string Collection { get; }

    /// <summary>Gets the path of the collection without a trailing slash, to which the id of a referral is appended.</summary>
    public string ItemParent { get; }

    /// <summary>Returns what is wrong with an endpoint, or null if it is valid.</summary>
    public static string? Validate(Uri? endpoint) => endpoint switch
    {
        null or { IsAbsoluteUri: false } or { AbsolutePath.Length: < 2 } =>
            $"Endpoint must be the full address of the referral collection, such as {ReferralsEndpoint.Production}.",
        _ when AddressRule.Validate(endpoint, "Endpoint") is { } rule => rule,
        _ when endpoint.Scheme == Uri.UriSchemeHttps => null,
        _ when endpoint.Scheme == Uri.UriSchemeHttp && AddressRule.IsLoopback(endpoint) => null,
        _ => "Endpoint must be https, because every request carries a token; plain http is allowed for a loopback address only "
            + "(127.0.0.0/8, [::1] or localhost).",
    };
}
