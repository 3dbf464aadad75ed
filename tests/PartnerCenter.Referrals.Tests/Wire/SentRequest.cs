using System.Net.Http.Headers;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Represents a request in the form in which it is sent.</summary>
internal sealed record SentRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, string? Body)
{
    public static SentRequest Of(HttpRequestMessage request)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        Add(request.Headers);
        string? body = null;
        if (request.Content is { } content)
        {
            // The client has buffered the body, so reading it here does not wait.
            body = content.ReadAsStringAsync().GetAwaiter().GetResult();
            Add(content.Headers);
        }

        // OriginalString: the other forms decode what the wire carries encoded.
        return new SentRequest(request.Method.Method, request.RequestUri!.OriginalString, headers, body);

        void Add(HttpHeaders source)
        {
            foreach ((string name, HeaderStringValues values) in source.NonValidated)
            {
                headers[name] = values.ToString();
            }
        }
    }
}
