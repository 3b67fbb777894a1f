/** The SDK's own gRPC protocol, so that its stock workers and clients work unchanged. */
@NullMarked
package dev.millrace.engine.grpc;

import org.jspecify.annotations.NullMarked;
