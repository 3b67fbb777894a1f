package dev.millrace.durable.determinism;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows the calls of an orchestrator through our own code, lambdas, overriding methods and static initializers
 * included, to calls and fields that would make a replay differ.
 */
final class Determinism {

    private static final String RUN = "run";
    private static final String RUN_TYPE = "(Lcom/microsoft/durabletask/TaskOrchestrationContext;)V";

    private final CodeBase code;
    private final String orchestrator;
    private final Set<Method> seen = new HashSet<>();
    private final Deque<Step> open = new ArrayDeque<>();
    private final List<String> faults = new ArrayList<>();

    private Determinism(CodeBase code, String orchestrator) {
        this.code = code;
        this.orchestrator = orchestrator;
    }

    /** A method that was reached, and how. */
    private record Step(Method method, MethodModel model, List<String> path) {}

    /** @return a sentence for each fault: the orchestrator, the calls that lead there, and the offending one */
    static List<String> faults(CodeBase code, String orchestrator) {
        return new Determinism(code, orchestrator).follow();
    }

    private List<String> follow() {
        reach(new Method(orchestrator, RUN, RUN_TYPE), List.of());
        while (!open.isEmpty()) {
            Step step = open.remove();
            step.model().code().ifPresent(body -> body.forEach(element -> read(element, step)));
        }
        return faults;
    }

    private void read(CodeElement element, Step step) {
        switch (element) {
            case InvokeInstruction call ->
                call(
                        new Method(
                                call.owner().asInternalName(),
                                call.name().stringValue(),
                                call.type().stringValue()),
                        step);
            case InvokeDynamicInstruction dynamic ->
                dynamic.bootstrapArgs().stream()
                        .filter(DirectMethodHandleDesc.class::isInstance)
                        .map(DirectMethodHandleDesc.class::cast)
                        .forEach(handle -> call(method(handle), step));
            case NewObjectInstruction created -> initializer(created.className().asInternalName(), step);
            case FieldInstruction field -> field(field, step);
            default -> {}
        }
    }

    private static Method method(DirectMethodHandleDesc handle) {
        String type = handle.lookupDescriptor();
        return new Method(internal(handle.owner()), handle.methodName(), type);
    }

    private static String internal(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : descriptor;
    }

    private void call(Method method, Step from) {
        Optional<String> why = Forbidden.call(method);
        if (why.isPresent()) {
            fault(why.get(), method.shown(), from.path());
        } else if (code.has(method.owner())) {
            initializer(method.owner(), from);
            reach(method, from.path());
        }
    }

    private void field(FieldInstruction field, Step from) {
        boolean isStatic = field.opcode() == Opcode.GETSTATIC || field.opcode() == Opcode.PUTSTATIC;
        String owner = field.owner().asInternalName();
        if (owner.equals("java/lang/System")) {
            fault("does input or output", "System." + field.name().stringValue(), from.path());
        }
        Optional<ClassModel> model = code.find(owner);
        if (!isStatic || model.isEmpty()) {
            return;
        }
        initializer(owner, from);
        boolean isFinal = model.get().fields().stream()
                .filter(declared ->
                        declared.fieldName().equalsString(field.name().stringValue()))
                .allMatch(declared -> declared.flags().has(AccessFlag.FINAL));
        if (!isFinal || Forbidden.keepsState(field.type().stringValue())) {
            fault("keeps state in a static field", owner + "." + field.name().stringValue(), from.path());
        }
    }

    private void initializer(String owner, Step from) {
        reach(new Method(owner, "<clinit>", "()V"), from.path());
    }

    private void reach(Method method, List<String> path) {
        if (!seen.add(method)) {
            return;
        }
        List<String> longer = new ArrayList<>(path);
        longer.add(method.shown());
        code.targets(method).forEach(target -> open.add(new Step(method, target, List.copyOf(longer))));
    }

    private void fault(String why, String what, List<String> path) {
        faults.add(orchestrator.replace('/', '.') + " " + why + ": " + String.join(" > ", path) + " > "
                + what.replace('/', '.'));
    }
}
