using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PartnerCenter.Referrals;

/// <summary>
/// The one place where answers are read: a 2xx into a record, anything else into a <see cref="FailedResponseException"/>.
/// </summary>
internal sealed class ResponseReader(long maxResponseSize, TimeProvider time)
{
    /// <summary>Reads the answer; null if it says that it has no body (204).</summary>
    /// <exception cref="FailedResponseException">The service refused.</exception>
    /// <exception cref="UnreadableResponseException">It accepted, but the body is not what it should be.</exception>
    public async ValueTask<T?> ReadAsync<T>(
        HttpResponseMessage response, ReferralCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        return response switch
        {
            { StatusCode: HttpStatusCode.NoContent } => null,
            { IsSuccessStatusCode: true } => await ReadBodyAsync(response, type, cancellationToken).ConfigureAwait(false),
            _ => throw await ReadErrorAsync(response, call, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>An answer that cannot be used, and why.</summary>
    public static UnreadableResponseException Unreadable(HttpResponseMessage response, string why) =>
        new(response.StatusCode, response.RequestId(), why, response.Content.Headers.ContentType?.MediaType);

    private async ValueTask<T> ReadBodyAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using BodyBuffer body = await BodyBuffer.ReadAsync(response.Content, maxResponseSize, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body.Bytes, type) ?? throw Unreadable(response, "it is null");
        }
        catch (JsonException failure)
        {
            // The exception itself is not passed on: its message can quote the body.
            throw Unreadable(
                response,
                $"it is not the expected JSON at line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1} of that line");
        }
        catch (InvalidDataException)
        {
            throw Unreadable(response, "it is not what its Content-Encoding says");
        }
        catch (ResponseTooLargeException failure)
        {
            throw Unreadable(response, $"it is larger than the {failure.Limit:N0} bytes that MaxResponseSize allows");
        }
    }

    private async ValueTask<FailedResponseException> ReadErrorAsync(
        HttpResponseMessage response, ReferralCall call, CancellationToken cancellationToken)
    {
        ServiceError error = ServiceError.None;
        try
        {
            error = ServiceError.Parse(await ReadStartAsync(response, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException or InvalidDataException
            || (failure is OperationCanceledException && !call.CallerCancellation.IsCancellationRequested))
        {
            // The status is known; that its explanation broke off or stalled changes nothing about it.
        }

        return new FailedResponseException(response.StatusCode, error, response.RequestId(), response.Headers.GetRetryAfter(time));
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadStartAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[(int)Math.Clamp(response.Content.Headers.ContentLength ?? 4096, 1, ServiceError.MaxBytes)];
        int length = 0;
        while (true)
        {
            int read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            if (read == 0 || length == ServiceError.MaxBytes)
            {
                return buffer.AsMemory(0, length);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, ServiceError.MaxBytes));
            }
        }
    }
}
