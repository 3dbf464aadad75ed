namespace PartnerCenter.Referrals;

/// <summary>
/// Stands for an exception of others in a chain of causes. It shows the type and the stack trace of that exception. It stays inside the
/// package as a type, and callers see it as a cause.
/// </summary>
internal sealed class ForeignException(Type type, Exception? innerException) : Exception(
    $"{type.FullName} (its message is left out, because it may quote a request or a response)", innerException);
