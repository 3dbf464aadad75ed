namespace PartnerCenter.Referrals.Emulator;

/// <summary>Represents a resource of wire contract 1.1: the collection, or the referral with an id.</summary>
/// <param name="Id">The id of the referral; null for the collection.</param>
/// <param name="AllowedMethods">The methods that the resource has, as the <c>Allow</c> header names them.</param>
/// <param name="IsV1">Whether the address is that of 2018.</param>
internal sealed record ReferralsRoute(string? Id, string AllowedMethods, bool IsV1)
{
    /// <summary>Specifies the collection's current path (wire contract 1.1).</summary>
    public const string CollectionPath = "/v1.0/engagements/referrals";

    /// <summary>Specifies the path on the 2018 page about inviting a participant (wire contract 1.8).</summary>
    public const string CollectionPathV1 = "/v1/referrals";

    /// <summary>Specifies the path of the documented next link (wire contract 2.1), which is known for lists only.</summary>
    public const string NextLinkPath = "/v1.0/referrals";

    /// <summary>Returns the resource at a path, or null if there is none.</summary>
    public static ReferralsRoute? Of(string path)
    {
        // Trailing slashes, even several, are tolerated because the connector sends them (wire contract 1.7).
        string trimmed = path.TrimEnd('/');
        if (trimmed.Equals(NextLinkPath, StringComparison.OrdinalIgnoreCase))
        {
            return new ReferralsRoute(null, "GET", IsV1: false);
        }

        foreach (string collection in (string[])[CollectionPath, CollectionPathV1])
        {
            bool isV1 = collection == CollectionPathV1;
            if (trimmed.Equals(collection, StringComparison.OrdinalIgnoreCase))
            {
                return new ReferralsRoute(null, "GET, POST", isV1);
            }

            if (trimmed.StartsWith(collection + "/", StringComparison.OrdinalIgnoreCase))
            {
                string id = trimmed[(collection.Length + 1)..];
                return id.Contains('/', StringComparison.Ordinal) ? null : new ReferralsRoute(id, "GET, PUT, PATCH", isV1);
            }
        }

        return null;
    }

    /// <summary>Returns whether the resource has a method.</summary>
    public bool Allows(string method) => AllowedMethods.Split(", ").Contains(method);

    /// <summary>Returns the operation that a method calls, or null if the resource does not have the method.</summary>
    public EmulatedOperation? OperationOf(string method) => !Allows(method)
        ? null
        : (Id, method) switch
        {
            (null, "GET") => EmulatedOperation.List,
            (null, _) => EmulatedOperation.Create,
            (_, "GET") => EmulatedOperation.Get,
            (_, "PUT") => EmulatedOperation.Replace,
            _ => EmulatedOperation.Patch,
        };
}
