using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Reads the parameters of a request to Entra, from a form or from a page's query.</summary>
internal sealed class EntraForm(string text)
{
    private readonly Dictionary<string, StringValues> _values = QueryHelpers.ParseQuery(text);

    /// <summary>Returns a value, or an empty string if the parameter is missing.</summary>
    public string GetOrEmpty(string name) => _values.GetValueOrDefault(name).ToString();

    /// <exception cref="EntraException">The parameter is missing or empty.</exception>
    public string GetRequired(string name)
    {
        string value = GetOrEmpty(name);
        return value.Length > 0 ? value : throw EntraException.MissingParameter(name);
    }

    /// <summary>Returns the <c>claims</c> parameter of OpenID Connect, or null if it was not sent.</summary>
    /// <exception cref="EntraException">The parameter is not a JSON object.</exception>
    public JsonObject? GetClaims()
    {
        string claims = GetOrEmpty("claims");
        return claims.Length == 0 ? null
            : RequiredClaims.TryRead(claims) ?? throw EntraException.MalformedClaims();
    }
}
