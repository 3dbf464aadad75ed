using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Implements the operations of wire contract 1.1, one method each.</summary>
internal sealed class ReferralsApi(ReferralStore store, BearerAuthorization bearer, ReferralsEmulatorOptions options)
{
    /// <summary>Specifies the collection's current path (wire contract 1.1).</summary>
    public const string CollectionPath = "/v1.0/engagements/referrals";

    /// <summary>Specifies the path on the 2018 page about inviting a participant (wire contract 1.8).</summary>
    public const string CollectionPathV1 = "/v1/referrals";

    // Wire contract 2.1, with the misspelled path in the context of a single referral corrected (2.4).
    private const string ListContext = "http://api.partner.microsoft.com/v1.0/$metadata#Referrals";
    private const string SingleContext = "https://api.partner.microsoft.com/v1.0/engagements/referrals/$metadata#Referrals/$entity";
    private const string DocumentedNextLink = "http://api.partner.microsoft.com/v1.0/referrals";

    /// <summary>Returns the operation that a request calls, or null if it calls none.</summary>
    public static EmulatedOperation? OperationOf(EmulatedRequest request) => !TryRoute(request.Path, out string? id)
        ? null
        : (id, request.Method) switch
        {
            (null, "GET") => EmulatedOperation.List,
            (null, "POST") => EmulatedOperation.Create,
            ({ }, "GET") => EmulatedOperation.Get,
            ({ }, "PUT") => EmulatedOperation.Replace,
            ({ }, "PATCH") => EmulatedOperation.Patch,
            _ => null,
        };

    /// <exception cref="ApiException">The request is refused.</exception>
    public EmulatedResponse Handle(EmulatedRequest request)
    {
        if (!TryRoute(request.Path, out string? id))
        {
            throw ApiException.NotFound("There is no resource at this address.");
        }

        if (bearer.Authorize(request) is { } refusal)
        {
            return refusal;
        }

        if (request.BodyIsTooLarge)
        {
            throw new ApiException(413, "invalidRequest", "The body must not be larger than one megabyte.");
        }

        return (id, request.Method) switch
        {
            (null, "GET") => List(request),
            (null, "POST") => Create(request),
            (null, _) => throw ApiException.MethodNotAllowed(request.Method, "GET, POST"),
            (_, "GET") => Get(id),
            (_, "PUT") => Replace(id, request),
            (_, "PATCH") => Patch(id, request),
            _ => throw ApiException.MethodNotAllowed(request.Method, "GET, PUT, PATCH"),
        };
    }

    /// <summary>
    /// Returns a page without records. Its next link leads to the page that the request names, and differs from the request's own, so that
    /// a client can tell it from a link that leads back.
    /// </summary>
    public EmulatedResponse CreateEmptyPage(EmulatedRequest request)
    {
        ListQuery query = ListQuery.Read(request.Query, options.OrderByAnyField);
        SkipToken next = query.Continuation with { EmptyPages = query.Continuation.EmptyPages + 1 };
        ReferralPage page = new(Count: 0, Referrals: [], next);
        return EmulatedResponse.Json(200, page.Write(ListContext, count: null, NextLink(request, query, next.Write()), query.Members));
    }

    // Trailing slashes, even several, are tolerated because the connector sends them (wire contract 1.7).
    private static bool TryRoute(string path, out string? id)
    {
        id = null;
        string trimmed = path.TrimEnd('/');
        foreach (string collection in (string[])[CollectionPath, CollectionPathV1])
        {
            if (trimmed.Equals(collection, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }

            if (trimmed.StartsWith(collection + "/", StringComparison.OrdinalIgnoreCase))
            {
                id = trimmed[(collection.Length + 1)..];
                return !id.Contains('/', StringComparison.Ordinal);
            }
        }

        return false;
    }

    private EmulatedResponse Create(EmulatedRequest request) =>
        Single(options.CreateStatusCode, store.Create(NewReferral.Read(JsonBody.ReadObject(request))));

    private EmulatedResponse Get(string id) => Single(200, store.Find(id) ?? throw ApiException.ReferralNotFound());

    private EmulatedResponse Replace(string id, EmulatedRequest request)
    {
        JsonObject body = JsonBody.ReadObject(request);
        return Single(200, store.Change(id, context =>
        {
            IfMatch.Require(request, context.Stored);
            return ReferralReplacement.Apply(body, context);
        }));
    }

    private EmulatedResponse Patch(string id, EmulatedRequest request)
    {
        PatchDocument patch = PatchDocument.Read(JsonBody.ReadPatch(request));
        JsonObject changed = store.Change(id, context =>
        {
            IfMatch.CheckIfPresent(request, context.Stored);
            return patch.Apply(context);
        });
        return Prefers(request, "return=representation") ? Single(200, changed) : WithTag(EmulatedResponse.Empty(204), changed);
    }

    // The header may contain several preferences, each with parameters (RFC 7240).
    private static bool Prefers(EmulatedRequest request, string preference) =>
        (request.Headers.GetValueOrDefault("Prefer") ?? "").Split(',', ';')
            .Any(part => part.Trim().Replace("\"", "", StringComparison.Ordinal).Equals(preference, StringComparison.OrdinalIgnoreCase));

    private EmulatedResponse List(EmulatedRequest request)
    {
        ListQuery query = ListQuery.Read(request.Query, options.OrderByAnyField);
        ReferralPage page = ReferralPage.Of(store.Find(query), query, options.PageSize);
        int? count = options.AlwaysCount || query.Continuation.Count ? page.Count : null;
        string? nextLink = page.Next is { } next ? NextLink(request, query, next.Write()) : null;
        return EmulatedResponse.Json(200, page.Write(ListContext, count, nextLink, query.Members));
    }

    private string NextLink(EmulatedRequest request, ListQuery query, string token)
    {
        if (options.NextLinkFormat == NextLinkFormat.Documented)
        {
            return $"{DocumentedNextLink}?$skiptoken={token}";
        }

        IEnumerable<string> repeated = query.Sent.Select(option => $"{option.Key}={Uri.EscapeDataString(option.Value)}&");
        return $"{request.Origin}{request.RawPath}?{string.Concat(repeated)}$skiptoken={token}";
    }

    private EmulatedResponse Single(int statusCode, JsonObject record)
    {
        record.Insert(0, "@odata.context", options.MisspelledLinks ? MisspelledLink.Of(SingleContext) : SingleContext);
        return WithTag(EmulatedResponse.Json(statusCode, record), record);
    }

    private static EmulatedResponse WithTag(EmulatedResponse response, JsonObject record)
    {
        response.SetIfPrintable("ETag", record.TextAt("eTag"));
        return response;
    }
}
