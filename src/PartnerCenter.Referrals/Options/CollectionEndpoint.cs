using System.Net;

namespace PartnerCenter.Referrals;

/// <summary>The endpoint in the two parts that the routes need: the host's root, and the collection's path.</summary>
internal sealed class CollectionEndpoint
{
    /// <param name="endpoint">An address that breaks no rule.</param>
    public CollectionEndpoint(Uri endpoint)
    {
        Root = new Uri(endpoint.GetLeftPart(UriPartial.Authority));
        // Unescaped here, because the route escapes it again.
        Collection = Uri.UnescapeDataString(endpoint.AbsolutePath[1..]);
        ItemParent = Collection.TrimEnd('/');
    }

    public Uri Root { get; }

    /// <summary>The path of the collection without the leading slash, and with the trailing one if the endpoint has it.</summary>
    public string Collection { get; }

    /// <summary>The path below which the referrals stand.</summary>
    public string ItemParent { get; }

    /// <summary>What is wrong with an endpoint; null if nothing.</summary>
    public static string? Validate(Uri? endpoint) => endpoint switch
    {
        null or { IsAbsoluteUri: false } or { AbsolutePath.Length: < 2 } => "Endpoint must be the full address of the referral collection.",
        { Query.Length: > 0 } or { Fragment.Length: > 0 } or { UserInfo.Length: > 0 } =>
            "Endpoint must have no query, fragment or user name.",
        _ when endpoint.Scheme == Uri.UriSchemeHttps => null,
        _ when endpoint.Scheme == Uri.UriSchemeHttp && IsLoopback(endpoint) => null,
        _ => "Endpoint must be https, since every request carries a token; plain http is for a loopback address only.",
    };

    private static bool IsLoopback(Uri address) =>
        IPAddress.TryParse(address.IdnHost, out IPAddress? ip) ? IPAddress.IsLoopback(ip) : address.IsLoopback;
}
