using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Implements the operations of wire contract 1.1, one method each.</summary>
internal sealed class ReferralsApi(ReferralStore store, BearerAuthorization bearer, ReferralsEmulatorOptions options)
{
    // Wire contract 2.1, with the misspelled path in the context of a single referral corrected (2.4).
    private const string ListContext = "http://api.partner.microsoft.com/v1.0/$metadata#Referrals";
    private const string SingleContext = "https://api.partner.microsoft.com/v1.0/engagements/referrals/$metadata#Referrals/$entity";
    private const string DocumentedNextLink = "http://api.partner.microsoft.com/v1.0/referrals";

    /// <summary>Returns the operation that a request calls, or null if it calls none.</summary>
    public static EmulatedOperation? OperationOf(EmulatedRequest request) =>
        ReferralsRoute.Of(request.Path)?.OperationOf(request.Method);

    /// <exception cref="ApiException">The request is refused.</exception>
    public EmulatedResponse Handle(EmulatedRequest request)
    {
        ReferralsRoute route = ReferralsRoute.Of(request.Path) ?? throw ApiException.NotFound("There is no resource at this address.");
        if (bearer.Authorize(request) is { } refusal)
        {
            return refusal;
        }

        if (request.BodyIsTooLarge)
        {
            throw new ApiException(413, "invalidRequest", "The body must not be larger than one megabyte.");
        }

        EmulatedOperation operation =
            route.OperationOf(request.Method) ?? throw ApiException.MethodNotAllowed(request.Method, route.AllowedMethods);
        Accept.RequireJson(request);
        EmulatedResponse response = operation switch
        {
            EmulatedOperation.List => List(request),
            EmulatedOperation.Create => Create(route, request),
            EmulatedOperation.Get => Get(route.Id!),
            EmulatedOperation.Replace => Replace(route.Id!, request),
            _ => Patch(route.Id!, request),
        };
        // Both headers are documented for other APIs of Partner Center. That referrals have them is inferred (wire contract 10, 30).
        if ("true".Equals(request.Headers.GetValueOrDefault("ValidateMfa"), StringComparison.OrdinalIgnoreCase))
        {
            response.Headers["isMfaCompliant"] = options.ReportsMfaCompliant ? "true" : "false";
        }

        return response;
    }

    /// <summary>
    /// Returns a page without records. Its next link leads to the page that the request names, and differs from the request's own, so that
    /// a client can tell it from a link that leads back.
    /// </summary>
    public EmulatedResponse CreateEmptyPage(EmulatedRequest request)
    {
        ListQuery query = ListQuery.Read(request.Query, options);
        SkipToken next = query.Continuation with { EmptyPages = query.Continuation.EmptyPages + 1 };
        ReferralPage page = new(Count: 0, Referrals: [], next);
        return EmulatedResponse.Json(200, page.Write(ListContext, count: null, NextLink(request, query, next.Write()), query.Selection));
    }

    private EmulatedResponse Create(ReferralsRoute route, EmulatedRequest request)
    {
        JsonObject body = JsonBody.ReadObject(request);
        JsonObject created = store.Create(NewReferral.Read(body, route.IsV1, options.RequireSellerConsentForInvitations));
        EmulatedResponse response = Single(options.CreateStatusCode, created);
        if (options.CreateStatusCode == 201)
        {
            // HTTP's own header for a new resource (RFC 9110, 10.2.2); expected, as from every server. The samples do not show it.
            response.SetIfPrintable("Location", $"http://{request.Host}{request.RawPath.TrimEnd('/')}/{created.TextAt("id")}");
        }

        return response;
    }

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
        ListQuery query = ListQuery.Read(request.Query, options);
        ReferralPage page = ReferralPage.Of(store.Find(query), query, options.PageSize);
        int? count = options.AlwaysCount || query.Continuation.Count ? page.Count : null;
        string? nextLink = page.Next is { } next ? NextLink(request, query, next.Write()) : null;
        return EmulatedResponse.Json(200, page.Write(ListContext, count, nextLink, query.Selection));
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
